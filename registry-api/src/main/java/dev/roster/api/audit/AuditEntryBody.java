package dev.roster.api.audit;

import dev.roster.core.audit.AuditEntry;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An audit entry as the API shows it. */
record AuditEntryBody(
    long seq,
    Instant at,
    String actor,
    @Nullable String tokenId,
    String action,
    @Nullable String model,
    @Nullable Integer version,
    Map<String, Object> detail,
    String hash) {
  static AuditEntryBody of(AuditEntry entry) {
    return new AuditEntryBody(
        entry.seq(),
        entry.at(),
        entry.actor(),
        entry.tokenId(),
        entry.action().wire(),
        entry.model(),
        entry.version(),
        entry.detail(),
        entry.hash());
  }
}
