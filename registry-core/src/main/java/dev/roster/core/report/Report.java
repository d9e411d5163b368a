package dev.roster.core.report;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A verdict on a version from outside.
 *
 * @param digest of the version that was judged
 * @param expiresAt when it ceases to count; null means never
 * @param roles of the reporter over the model at that time, in lower case
 */
public record Report(
    UUID id,
    String name,
    Verdict verdict,
    @Nullable String detail,
    @Nullable String url,
    String digest,
    @Nullable Instant expiresAt,
    String by,
    Instant at,
    Set<String> roles) {
  /** What the reporter found. */
  public enum Verdict {
    PASSED,
    WARNING,
    FAILED;

    /** Whether a policy takes it as a yes. */
    public boolean passes() {
      return switch (this) {
        case PASSED, WARNING -> true;
        case FAILED -> false;
      };
    }

    public String wire() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public boolean hasExpired(Instant now) {
    return expiresAt != null && !expiresAt.isAfter(now);
  }
}
