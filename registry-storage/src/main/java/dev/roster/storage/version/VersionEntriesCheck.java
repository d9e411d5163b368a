package dev.roster.storage.version;

import dev.roster.storage.verify.AuditedRowsCheck;
import dev.roster.storage.verify.Contradiction;
import dev.roster.storage.verify.Snapshot;
import java.sql.SQLException;

/** I3: each version has its audit entries, and each audit entry of a version has its version. */
final class VersionEntriesCheck extends AuditedRowsCheck {
  VersionEntriesCheck() {
    super(
        new Contradiction(
            "it has no audit entry version.created, or more than one",
            """
            select m.name || '/' || v.number as place from version v join model m on m.id = v.model_id
            where 1 <> (select count(*) from audit_recorded e where e.action = 'version.created'
              and e.model_id = v.model_id and e.version = v.number)
            """),
        new Contradiction(
            "it is finalized, but has no audit entry version.finalized with its digest",
            """
            select m.name || '/' || v.number as place from version v join model m on m.id = v.model_id
            where v.digest is not null and 1 <> (select count(*) from audit_recorded e
              where e.action = 'version.finalized' and e.model_id = v.model_id
              and e.version = v.number and e.detail->>'digest' = v.digest)
            """),
        new Contradiction(
            "the entry is for a version that does not exist",
            """
            select 'audit entry ' || coalesce(e.seq::text, 'with id ' || e.id) || ' ' || e.model || '/' || e.version as place
            from audit_recorded e where e.action = 'version.created' and not exists (
              select from version v where v.model_id = e.model_id and v.number = e.version)
            """));
  }

  @Override
  protected String lookedAt(Snapshot rows) throws SQLException {
    return rows.count("select count(*) from version") + " version numbers";
  }
}
