package dev.roster.storage.history;

import dev.roster.storage.json.JsonColumn;
import java.util.List;

/**
 * The SQL that inserts history rows. The audit log includes it in its own statement, so that a
 * commit sends one statement for both.
 */
public final class HistoryInsert {
  /** Inserts the rows in its only parameter, {@code :history}. */
  public static final String SQL =
      """
      insert into history (model_id, version_id, fact, key, value, at, actor, audit_seq)
      select model_id, version_id, fact, key, value, at, actor, audit_seq
      from jsonb_to_recordset(:history::jsonb) as r (model_id bigint, version_id bigint, fact text,
        key text, value jsonb, at timestamptz, actor text, audit_seq bigint)
      """;

  private HistoryInsert() {}

  /** Returns the value of {@code :history}. The rows are inserted in the order of the list. */
  public static String parameter(List<HistoryRow> rows) {
    return JsonColumn.write(rows.stream().map(HistoryRow::columns).toList());
  }
}
