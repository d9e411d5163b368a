package dev.roster.storage.approval;

import dev.roster.storage.verify.AuditedRowsCheck;
import dev.roster.storage.verify.Contradiction;
import dev.roster.storage.verify.Snapshot;
import java.sql.SQLException;

/** I3: each request and each decision has its audit entries. */
final class RequestEntriesCheck extends AuditedRowsCheck {
  RequestEntriesCheck() {
    super(
        new Contradiction(
            "the request has no audit entry request.opened",
            """
            select 'request ' || r.id as place from request r where not exists (
              select from audit_recorded e
              where e.action = 'request.opened' and e.detail ->> 'request' = r.id::text)
            """),
        new Contradiction(
            "the request is closed, but no audit entry says so",
            """
            select 'request ' || r.id as place from request r
            where r.state <> 'open' and not exists (
              select from audit_recorded e
              where e.action = 'request.' || r.state and e.detail ->> 'request' = r.id::text)
            """),
        new Contradiction(
            "the approval has no audit entry approval.given by who gave it",
            """
            select 'approval ' || a.id as place from approval a
            where a.decision = 'approve' and not exists (
              select from audit_recorded e
              where e.action = 'approval.given' and e.detail ->> 'approval' = a.id::text
                and e.actor = a.actor)
            """));
  }

  @Override
  protected String lookedAt(Snapshot rows) throws SQLException {
    return rows.count("select count(*) from request") + " requests";
  }
}
