package dev.roster.storage.approval;

import dev.roster.storage.verify.Contradiction;
import dev.roster.storage.verify.ContradictionCheck;
import dev.roster.storage.verify.Snapshot;
import java.sql.SQLException;
import java.util.List;

/** I7: an approval counts only for the digest that it was given for, and for one move. */
final class ApprovalCheck extends ContradictionCheck {
  private static final String OF_REQUEST =
      """
      select m.name || '/' || v.number || ' request ' || r.id as place
      from request r join version v on v.id = r.version_id join model m on m.id = v.model_id
      """;

  ApprovalCheck() {
    super(
        "I7",
        "Compare the rows with the audit log and a backup: somebody wrote them without Roster. Move"
            + " the version out of production until people have approved it.",
        List.of(
            new Contradiction(
                "the request or an approval of it is for another digest than the version has",
                OF_REQUEST
                    + """
                    where r.digest is distinct from v.digest or exists (
                      select from approval a where a.request_id = r.id and (a.digest <> r.digest
                        or a.policy_revision is distinct from r.policy_revision))
                    """),
            new Contradiction(
                "the request was executed without the approvals that it needs",
                OF_REQUEST
                    + """
                    where r.state = 'executed' and r.needed > (
                      select count(distinct a.principal) from approval a
                      where a.request_id = r.id and a.decision = 'approve' and a.counted
                        and a.withdrawn_at is null and a.at <= r.closed_at
                        and not (r.not_author and a.principal = r.principal))
                    """),
            new Contradiction(
                "the request was executed, but not by one move of the same bytes by the same policy",
                OF_REQUEST
                    + """
                    where r.state = 'executed' and 1 <> (
                      select count(*) from transition t
                      where t.request_id = r.id and t.version_id = r.version_id
                        and t.digest = r.digest and t.from_stage = r.from_stage
                        and t.to_stage = r.to_stage and t.policy is not distinct from r.policy
                        and t.policy_revision is not distinct from r.policy_revision)
                    """),
            new Contradiction(
                "a move says that it was approved, but executed no request",
                """
                select m.name || '/' || t.number || ' ' || t.from_stage || ' to ' || t.to_stage
                  || ' at ' || t.at as place
                from transition t join model m on m.id = t.model_id
                where exists (
                    select from jsonb_array_elements(t.evidence) e
                    where e ->> 'needed' is not null and (e ->> 'passed')::boolean)
                  and not exists (
                    select from request r where r.id = t.request_id and r.state = 'executed')
                """)));
  }

  @Override
  protected String lookedAt(Snapshot rows) throws SQLException {
    return rows.count("select count(*) from approval") + " decisions";
  }
}
