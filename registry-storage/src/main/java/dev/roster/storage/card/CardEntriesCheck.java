package dev.roster.storage.card;

import dev.roster.storage.verify.AuditedRowsCheck;
import dev.roster.storage.verify.Contradiction;
import dev.roster.storage.verify.Snapshot;
import java.sql.SQLException;

/** I3: each change of a card has its audit entry, and the card is what they made it. */
final class CardEntriesCheck extends AuditedRowsCheck {
  private static final String LAST =
      """
      select m.name || '/' || v.number as place from card c join version v on v.id = c.version_id
      join model m on m.id = v.model_id where (
        select %s from audit_recorded e where e.action = 'card.changed' and e.model_id = m.id
          and e.version = v.number %s order by e.id desc limit 1) is distinct from %s
      """;

  CardEntriesCheck() {
    super(
        new Contradiction(
            "its card has more or fewer changes than audit entries card.changed",
            """
            select m.name || '/' || v.number as place from card c
            join version v on v.id = c.version_id join model m on m.id = v.model_id
            where c.revision <> (select count(*) from audit_recorded e
              where e.action = 'card.changed' and e.model_id = m.id and e.version = v.number)
            """),
        new Contradiction(
            "its card was last changed by somebody else than its last audit entry says",
            LAST.formatted("e.actor", "", "c.written_by")),
        new Contradiction(
            "its card has another risk class than its audit entries say",
            LAST.formatted(
                "e.detail ->> 'riskClass'",
                "and jsonb_exists(e.detail, 'riskClass')",
                "c.risk_class")));
  }

  @Override
  protected String lookedAt(Snapshot rows) throws SQLException {
    return rows.count("select count(*) from card") + " cards";
  }
}
