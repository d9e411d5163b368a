package dev.roster.storage.lifecycle;

import dev.roster.storage.verify.AuditedRowsCheck;
import dev.roster.storage.verify.Contradiction;
import dev.roster.storage.verify.Snapshot;
import java.sql.SQLException;

/**
 * I3: each transition has its audit entry, and each audit entry of a transition has its transition.
 */
final class TransitionEntriesCheck extends AuditedRowsCheck {
  TransitionEntriesCheck() {
    super(
        new Contradiction(
            "a transition has no audit entry, or its audit entry differs",
            """
            select m.name || '/' || t.number || ' ' || t.from_stage || ' to ' || t.to_stage
              || ' at ' || t.at as place
            from transition t join model m on m.id = t.model_id
            where 1 <> (select count(*) from audit_recorded e
              where e.action = 'version.transitioned' and e.model_id = t.model_id
              and e.version = t.number and e.actor = t.actor and e.detail->>'id' = t.id::text
              and e.detail->>'from' = t.from_stage and e.detail->>'to' = t.to_stage)
            """),
        new Contradiction(
            "the entry is for a transition that is not in the history",
            """
            select 'audit entry ' || coalesce(e.seq::text, 'with id ' || e.id) || ' ' || e.model || '/' || e.version as place
            from audit_recorded e where e.action = 'version.transitioned' and not exists (
              select from transition t where t.id::text = e.detail->>'id')
            """));
  }

  @Override
  protected String lookedAt(Snapshot rows) throws SQLException {
    return rows.count("select count(*) from audit_recorded where action = 'version.transitioned'")
        + " entries of transitions";
  }
}
