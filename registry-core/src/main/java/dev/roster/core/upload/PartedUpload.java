package dev.roster.core.upload;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.audit.Actor;
import dev.roster.core.digest.Sha256;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that is uploaded in parts.
 *
 * @param sha256 the digest that the client announced, or that the whole has once it was read; null
 *     if it is not known yet
 * @param owner the id of the caller that opened it
 * @param attempt counts the servers that began to verify it; a result of an earlier one is refused
 * @param failure why it failed; null otherwise
 */
public record PartedUpload(
    UUID id,
    VersionRef version,
    ArtifactPath path,
    Parts parts,
    @Nullable Sha256 sha256,
    Via via,
    State state,
    String owner,
    Actor by,
    Instant expiresAt,
    PartedObject object,
    int attempt,
    @Nullable Failure failure) {
  /** From {@code open} by {@code verifying} to {@code done}; or it is aborted, or fails. */
  public enum State {
    OPEN,
    VERIFYING,
    DONE,
    ABORTED;

    /** The form in JSON and in the database: lower case. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static State ofWire(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /** Why the bytes were refused when they were verified. */
  public record Failure(ProblemCode code, String detail) {
    static Failure of(Refused refused) {
      return new Failure(refused.code(), String.valueOf(refused.getMessage()));
    }

    Refused refused() {
      return Refused.because(code, detail);
    }
  }

  /** Whether it ended without a result that anyone could ask for. */
  boolean isGone() {
    return state == State.ABORTED && failure == null;
  }
}
