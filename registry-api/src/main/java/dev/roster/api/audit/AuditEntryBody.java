package dev.roster.api.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roster.core.audit.AuditEntry;
import dev.roster.core.audit.CommittedDetail.FreeText;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An audit entry as the API shows it.
 *
 * @param subject the random id that the leaf has in place of the actor
 * @param salts the keys of the commitments that the leaf has in place of free texts, in base64, by
 *     their place in {@code detail}; null in lists
 * @param leaf the leaf's bytes in base64; null but in an export
 */
public record AuditEntryBody(
    long seq,
    Instant at,
    String actor,
    @Nullable String tokenId,
    String action,
    @Nullable String model,
    @Nullable Integer version,
    Map<String, Object> detail,
    String hash,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String subject,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, String> salts,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String leaf) {
  /** The entry in a list. */
  static AuditEntryBody of(AuditEntry entry) {
    return of(entry, null, null, null);
  }

  /** The entry with what proves its texts. */
  public static AuditEntryBody whole(AuditEntry entry) {
    return of(entry, entry.subject().toString(), salts(entry), null);
  }

  /** The entry as a line of an export. */
  static AuditEntryBody exported(AuditEntry entry) {
    String leaf = Base64.getEncoder().encodeToString(entry.leaf().bytes());
    return of(entry, entry.subject().toString(), salts(entry), leaf);
  }

  private static AuditEntryBody of(
      AuditEntry entry,
      @Nullable String subject,
      @Nullable Map<String, String> salts,
      @Nullable String leaf) {
    return new AuditEntryBody(
        entry.seq(),
        entry.at(),
        entry.actor(),
        entry.tokenId(),
        entry.action().wire(),
        entry.model(),
        entry.version(),
        entry.detail(),
        entry.hash(),
        subject,
        salts,
        leaf);
  }

  private static Map<String, String> salts(AuditEntry entry) {
    Map<String, String> salts = new TreeMap<>();
    Map<String, FreeText> texts = entry.committed().texts();
    texts.forEach((field, text) -> salts.put("/" + field, text.salt()));
    return salts;
  }
}
