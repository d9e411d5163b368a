package dev.roster.storage.artifact;

import dev.roster.storage.verify.AuditedRowsCheck;
import dev.roster.storage.verify.Contradiction;
import dev.roster.storage.verify.Snapshot;
import java.sql.SQLException;

/** I3: each file of a version has its audit entry. */
final class ArtifactEntriesCheck extends AuditedRowsCheck {
  ArtifactEntriesCheck() {
    super(
        new Contradiction(
            "one of its files has no audit entry artifact.uploaded with the digest of the file",
            """
            select m.name || '/' || v.number || ' ' || a.path || ' sha256:' || b.sha256 as place
            from artifact a join blob b on b.id = a.blob_id join version v on v.id = a.version_id
            join model m on m.id = v.model_id
            where not exists (select from audit_recorded e where e.action = 'artifact.uploaded'
              and e.model_id = v.model_id and e.version = v.number
              and e.detail->>'path' = a.path and e.detail->>'sha256' = b.sha256)
            """));
  }

  @Override
  protected String lookedAt(Snapshot rows) throws SQLException {
    return rows.count("select count(*) from artifact") + " artifacts";
  }
}
