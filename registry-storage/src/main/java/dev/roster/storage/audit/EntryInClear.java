package dev.roster.storage.audit;

import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditEntry;
import dev.roster.core.audit.CommittedDetail;
import dev.roster.core.audit.CommittedDetail.FreeText;
import dev.roster.storage.json.JsonColumn;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.type.TypeReference;

/** Reads entries with the names and texts that the log itself does not hold. */
public final class EntryInClear {
  /** Wants a query of rows of {@code audit_entry}, and their direction. */
  public static final String SQL =
      """
      select e.seq, e.at, e.subject, s.name as actor, s.token_id, e.action, e.model_id, e.model,
        e.version, e.detail, t.texts, e.hash
      from (%s) e join audit_subject s on s.id = e.subject
      left join audit_text t on t.entry_id = e.id order by e.seq %s
      """;

  private static final TypeReference<Map<String, FreeText>> TEXTS = new TypeReference<>() {};

  private EntryInClear() {}

  public static AuditEntry read(ResultSet row, int n) throws SQLException {
    String token = row.getString("token_id");
    Map<String, FreeText> texts = JsonColumn.read(row.getString("texts"), TEXTS);
    return new AuditEntry(
        row.getLong("seq"),
        InstantColumn.read(row, "at"),
        row.getObject("subject", UUID.class),
        row.getString("actor"),
        token.isEmpty() ? null : token,
        Action.ofWire(row.getString("action")),
        row.getString("model"),
        row.getObject("version", Integer.class),
        new CommittedDetail(
            JsonColumn.readObject(row.getString("detail")), texts == null ? Map.of() : texts),
        HexFormat.of().formatHex(row.getBytes("hash")));
  }
}
