package dev.roster.storage.policy;

import dev.roster.storage.verify.AuditedRowsCheck;
import dev.roster.storage.verify.Contradiction;
import dev.roster.storage.verify.Snapshot;
import java.sql.SQLException;

/** I3: each revision of a policy, and each change of which policy judges a model, has its entry. */
final class PolicyEntriesCheck extends AuditedRowsCheck {
  PolicyEntriesCheck() {
    super(
        new Contradiction(
            "the revision of the policy has no audit entry policy.changed",
            """
            select 'policy ' || p.name || ' revision ' || r.revision as place
            from policy_revision r join policy p on p.id = r.policy_id
            where not exists (
              select from audit_recorded e
              where e.action = 'policy.changed' and e.model_id is null
                and e.detail ->> 'policy' = p.name
                and e.detail ->> 'revision' = r.revision::text)
            """),
        new Contradiction(
            "the last revision of the policy is not the one that is in force",
            """
            select 'policy ' || p.name as place from policy p
            where p.revision is distinct from (
              select max(r.revision) from policy_revision r where r.policy_id = p.id)
            """),
        new Contradiction(
            "the model was given another policy more often than audit entries policy.changed say",
            """
            select m.name as place from model m
            where (select count(*) from model_policy b where b.model_id = m.id) > (
              select count(*) from audit_recorded e
              where e.action = 'policy.changed' and e.model_id = m.id)
            """));
  }

  @Override
  protected String lookedAt(Snapshot rows) throws SQLException {
    return rows.count("select count(*) from policy_revision") + " revisions of policies";
  }
}
