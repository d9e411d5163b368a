package dev.roster.core.lifecycle;

import dev.roster.core.gate.Evidence;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recorded move between stages.
 *
 * @param digest of the version's manifest; null for a dry run of a draft, which has none
 * @param displaced the version that left the stage for this one; null if none did
 * @param grounds on which it was made
 */
public record Transition(
    UUID id,
    VersionRef version,
    Stage from,
    Stage to,
    @Nullable String reason,
    String by,
    Instant at,
    @Nullable String digest,
    List<Evidence> evidence,
    @Nullable Displaced displaced,
    Grounds grounds) {
  /**
   * Why a move was made.
   *
   * @param policy that judged it; null for a document of the model's own, and if none did
   * @param policyRevision null if no policy judged it
   * @param breakGlass whether it was forced in spite of gates, reports or approvals
   * @param request that it executed; null if there was none
   */
  public record Grounds(
      @Nullable String policy,
      @Nullable Integer policyRevision,
      boolean breakGlass,
      @Nullable UUID request) {
    /** Of moves that no policy judges: rollbacks, and of versions that are displaced. */
    public static final Grounds NONE = new Grounds(null, null, false, null);
  }

  /** The same with the request that it executes. */
  Transition executing(@Nullable UUID request) {
    return new Transition(
        id,
        version,
        from,
        to,
        reason,
        by,
        at,
        digest,
        evidence,
        displaced,
        new Grounds(grounds.policy(), grounds.policyRevision(), grounds.breakGlass(), request));
  }
}
