package dev.roster.storage.model;

import dev.roster.storage.verify.AuditedRowsCheck;
import dev.roster.storage.verify.Contradiction;
import dev.roster.storage.verify.Snapshot;
import java.sql.SQLException;

/** I3: each model has its audit entry, and each version number is used once. */
final class ModelEntriesCheck extends AuditedRowsCheck {
  ModelEntriesCheck() {
    super(
        new Contradiction(
            "it has no audit entry model.created",
            """
            select m.name as place from model m where not exists (
              select from audit_recorded e where e.action = 'model.created' and e.model_id = m.id)
            """),
        new Contradiction(
            "some of its version numbers were used twice or never",
            """
            select m.name as place from model m left join version v on v.model_id = m.id
            group by m.id having count(v.id) <> m.latest_version
              or coalesce(max(v.number), 0) <> m.latest_version
            """));
  }

  @Override
  protected String lookedAt(Snapshot rows) throws SQLException {
    return rows.count("select count(*) from model") + " models";
  }
}
