package dev.roster.core.audit;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable record of one change.
 *
 * @param seq 1, 2, 3 … in commit order, without gaps
 * @param tokenId the id of the token that the actor presented; null for the operator and for Roster
 * @param hash SHA-256 in hex over the hash of the entry before and the canonical JSON of this one
 */
public record AuditEntry(
    long seq,
    Instant at,
    String actor,
    @Nullable String tokenId,
    Action action,
    @Nullable String model,
    @Nullable Integer version,
    Map<String, Object> detail,
    String hash) {}
