package dev.roster.storage.quota;

import dev.roster.storage.verify.Contradiction;
import dev.roster.storage.verify.ContradictionCheck;
import dev.roster.storage.verify.Snapshot;
import java.sql.SQLException;
import java.util.List;

/** I4: the counters of the quotas are what a recount finds. */
final class UsageCheck extends ContradictionCheck {
  UsageCheck() {
    super(
        "I4",
        "Somebody changed rows with the triggers off. Set the counter to what the recount finds.",
        List.of(
            new Contradiction(
                "the counter of its files or bytes is not what a recount finds",
                """
                select coalesce(u.scope, r.scope) || ' ' || coalesce(u.id, r.id) as place
                from storage_usage u
                full join (
                  select s.scope, s.id, count(*) as files, sum(b.size)::bigint as bytes
                  from artifact a join blob b on b.id = a.blob_id
                  join version v on v.id = a.version_id
                  cross join lateral (values ('version', a.version_id::text),
                    ('model', v.model_id::text), ('owner', a.created_by)) s (scope, id)
                  group by s.scope, s.id) r on r.scope = u.scope and r.id = u.id
                where coalesce(u.files, 0) <> coalesce(r.files, 0)
                  or coalesce(u.bytes, 0) <> coalesce(r.bytes, 0)
                """)));
  }

  @Override
  protected String lookedAt(Snapshot rows) throws SQLException {
    return rows.count("select count(*) from storage_usage") + " counters of files";
  }
}
