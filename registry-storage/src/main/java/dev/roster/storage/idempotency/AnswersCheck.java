package dev.roster.storage.idempotency;

import dev.roster.storage.verify.Finding;
import dev.roster.storage.verify.InvariantCheck;
import dev.roster.storage.verify.Snapshot;
import java.sql.SQLException;
import java.util.function.Consumer;

/** I6: an idempotency key has one answer. */
final class AnswersCheck implements InvariantCheck {
  private static final String TWICE =
      """
      select principal, key, count(*) as n from idempotency
      group by principal, key having count(*) > 1
      """;
  private static final String NOT_KEPT =
      """
      select principal, key, status from idempotency
      where not (status between 200 and 299 or status in (409, 412))
      """;
  private static final String UNIQUE =
      """
      select count(*) from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relname = 'idempotency' and i.indisprimary and i.indisvalid
      """;

  @Override
  public String run(Snapshot rows, Consumer<Finding> findings) throws SQLException {
    rows.each(
        TWICE,
        row ->
            findings.accept(
                finding(
                    place(row.getString("principal"), row.getString("key")),
                    "it has " + row.getLong("n") + " answers",
                    "Find out which of its effects is right, and remove the other rows.")));
    rows.each(
        NOT_KEPT,
        row ->
            findings.accept(
                finding(
                    place(row.getString("principal"), row.getString("key")),
                    "an answer of status " + row.getInt("status") + " was kept for it",
                    "Remove the row, so that the caller may try again.")));
    if (rows.count(UNIQUE) != 1)
      findings.accept(
          finding(
              "the database",
              "the primary key of idempotency is missing or invalid",
              "Create it again as db/migration/V3__access.sql does."));
    return rows.count("select count(*) from idempotency") + " kept answers";
  }

  private static String place(String principal, String key) {
    return "key " + key + " of " + principal;
  }

  private static Finding finding(String where, String what, String remedy) {
    return new Finding("I6", where, what, remedy);
  }
}
