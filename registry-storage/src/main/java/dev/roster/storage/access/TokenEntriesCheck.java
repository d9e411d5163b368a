package dev.roster.storage.access;

import dev.roster.storage.verify.AuditedRowsCheck;
import dev.roster.storage.verify.Contradiction;
import dev.roster.storage.verify.Snapshot;
import java.sql.SQLException;

/** I3: each token has its audit entry. */
final class TokenEntriesCheck extends AuditedRowsCheck {
  TokenEntriesCheck() {
    super(
        new Contradiction(
            "a token has no audit entry token.created",
            """
            select 'token ' || t.id as place from token t where not exists (
              select from audit_recorded e where e.action = 'token.created' and e.detail->>'id' = t.id)
            """));
  }

  @Override
  protected String lookedAt(Snapshot rows) throws SQLException {
    return rows.count("select count(*) from token") + " tokens";
  }
}
