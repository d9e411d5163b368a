package dev.roster.core.approval;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person's decision on a request. It is about the digest and the policy revision of the request.
 *
 * @param counts whether the decision counts: false if its token was revoked, or has lost the right
 *     to approve; of a closed request, whether it counted then
 */
public record Approval(
    UUID id, String by, Decision decision, @Nullable String reason, Instant at, boolean counts) {
  /** What was decided. */
  public enum Decision {
    APPROVE,
    REJECT;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
