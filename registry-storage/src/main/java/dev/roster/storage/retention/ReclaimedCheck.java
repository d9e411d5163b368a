package dev.roster.storage.retention;

import dev.roster.storage.verify.AuditedRowsCheck;
import dev.roster.storage.verify.Contradiction;
import dev.roster.storage.verify.Snapshot;
import java.sql.SQLException;

/** I3: the bytes of a version are gone if and only if the log says who reclaimed them. */
final class ReclaimedCheck extends AuditedRowsCheck {
  ReclaimedCheck() {
    super(
        new Contradiction(
            "its bytes were reclaimed, and it has no tombstone",
            """
            select m.name || '/' || v.number as place from version v join model m on m.id = v.model_id
            where v.status = 'reclaimed' and v.deleted_at is null
              and not exists (select from reclaimed r where r.version_id = v.id)
            """),
        new Contradiction(
            "it has a tombstone, and its bytes were not reclaimed",
            """
            select m.name || '/' || v.number as place from reclaimed r
            join version v on v.id = r.version_id join model m on m.id = v.model_id
            where v.status not in ('reclaimed', 'deleted') or v.stage <> 'retired'
            """),
        new Contradiction(
            "its bytes were reclaimed, and it has no audit entry version.reclaimed, or another one",
            """
            select m.name || '/' || v.number as place from reclaimed r
            join version v on v.id = r.version_id join model m on m.id = v.model_id
            where 1 <> (select count(*) from audit_recorded e where e.action = 'version.reclaimed'
              and e.model_id = v.model_id and e.version = v.number
              and e.actor = r.reclaimed_by and e.detail->>'digest' = v.digest)
            """),
        new Contradiction(
            "the entry is for a version whose bytes were not reclaimed",
            """
            select 'audit entry ' || coalesce(e.seq::text, 'with id ' || e.id) || ' ' || e.model || '/' || e.version as place
            from audit_recorded e where e.action = 'version.reclaimed' and not exists (
              select from reclaimed r join version v on v.id = r.version_id
              where v.model_id = e.model_id and v.number = e.version)
            """));
  }

  @Override
  protected String lookedAt(Snapshot rows) throws SQLException {
    return rows.count("select count(*) from reclaimed") + " versions that retention reclaimed";
  }
}
