package dev.roster.core.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An immutable record of one change.
 *
 * @param seq 1, 2, 3 … without gaps; those of one model are in the order of its changes
 * @param subject the random id of the actor, which the leaf has in place of its name
 * @param tokenId the id of the token that the actor presented; null for the operator and for Roster
 * @param detail facts in JSON's types, with the free texts that were not erased
 * @param hash the hash of its leaf in the Merkle tree, in hex
 */
public record AuditEntry(
    long seq,
    Instant at,
    UUID subject,
    String actor,
    @Nullable String tokenId,
    Action action,
    @Nullable String model,
    @Nullable Integer version,
    CommittedDetail committed,
    String hash) {
  /** The detail as it was recorded, but for the texts that were erased. */
  public Map<String, Object> detail() {
    return committed.clear();
  }

  /** The line in which people read it. */
  public String line() {
    return action.summary().line(this);
  }

  /** What the Merkle tree proves of it. */
  public AuditLeaf leaf() {
    return new AuditLeaf(seq, at, subject, action.wire(), model, version, committed.proven());
  }
}
