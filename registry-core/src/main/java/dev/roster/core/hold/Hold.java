package dev.roster.core.hold;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a version from being deleted.
 *
 * @param until when it ends by itself; null until somebody lifts it
 */
public record Hold(String reason, @Nullable Instant until, String by, Instant at) {
  /** Whether it asks for the same, whoever placed it. */
  boolean isAs(String otherReason, @Nullable Instant otherUntil) {
    return reason.equals(otherReason)
        && (until == null ? otherUntil == null : until.equals(otherUntil));
  }
}
