package dev.roster.core.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.json.CanonicalJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the Merkle tree proves of an entry: the RFC 8785 JSON of {@code {action, at, detail, model,
 * seq, subject, version}}. It holds no personal data: the subject is a random id of the actor, and
 * the detail has commitments in place of free texts ({@link CommittedDetail}).
 *
 * @param action as in the API, {@code version.created}
 * @param detail the proven one
 */
public record AuditLeaf(
    long seq,
    Instant at,
    UUID subject,
    String action,
    @Nullable String model,
    @Nullable Integer version,
    Map<String, Object> detail) {
  /** The same leaf with its number. */
  public AuditLeaf numbered(long number) {
    return new AuditLeaf(number, at, subject, action, model, version, detail);
  }

  /** The bytes that are hashed. */
  public byte[] bytes() {
    Map<String, Object> members = new HashMap<>();
    members.put("seq", seq);
    members.put("at", at.toString());
    members.put("subject", subject.toString());
    members.put("action", action);
    members.put("model", model);
    members.put("version", version);
    members.put("detail", detail);
    return CanonicalJson.of(members).getBytes(UTF_8);
  }
}
