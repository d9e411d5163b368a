package dev.roster.storage.history;

import dev.roster.storage.json.JsonColumn;
import java.util.List;
import java.util.Map;

/**
 * The SQL that inserts history rows. The audit log includes it in its own statement, so that a
 * commit sends one statement for both.
 */
public final class HistoryInsert {
  /**
   * Inserts the rows in its only parameter, {@code :history}. It joins {@code given}, which has the
   * {@code id} of the {@code nth} entry.
   */
  public static final String SQL =
      """
      insert into history (model_id, version_id, fact, key, value, at, actor, audit_id)
      select r.model_id, r.version_id, r.fact, r.key, r.value, r.at, r.actor, given.id
      from jsonb_to_recordset(:history::jsonb) as r (row int, entry int, model_id bigint,
        version_id bigint, fact text, key text, value jsonb, at timestamptz, actor text)
      join given on given.nth = r.entry order by r.row
      """;

  private HistoryInsert() {}

  /** Returns the value of {@code :history}. The rows are inserted in the order of the list. */
  public static String parameter(List<HistoryRow> rows) {
    List<Map<String, Object>> columns = rows.stream().map(HistoryRow::columns).toList();
    for (int row = 0; row < columns.size(); row++) columns.get(row).put("row", row);
    return JsonColumn.write(columns);
  }
}
