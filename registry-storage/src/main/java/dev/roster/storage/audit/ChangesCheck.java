package dev.roster.storage.audit;

import dev.roster.storage.verify.Finding;
import dev.roster.storage.verify.InvariantCheck;
import dev.roster.storage.verify.Snapshot;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** I3, both ways: each change has its audit entry, and each entry its change. */
final class ChangesCheck implements InvariantCheck {
  /**
   * @param sql rows that have a column {@code place}; none may come
   */
  private record Pair(String what, String sql) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair(
              "it has no audit entry model.created",
              """
              select m.name as place from model m where not exists (
                select from audit_entry e where e.action = 'model.created' and e.model_id = m.id)
              """),
          new Pair(
              "it has no audit entry version.created, or several",
              """
              select m.name || '/' || v.number as place from version v join model m on m.id = v.model_id
              where 1 <> (select count(*) from audit_entry e where e.action = 'version.created'
                and e.model_id = v.model_id and e.version = v.number)
              """),
          new Pair(
              "it is final, and has no audit entry version.finalized with its digest",
              """
              select m.name || '/' || v.number as place from version v join model m on m.id = v.model_id
              where v.digest is not null and 1 <> (select count(*) from audit_entry e
                where e.action = 'version.finalized' and e.model_id = v.model_id
                and e.version = v.number and e.detail->>'digest' = v.digest)
              """),
          new Pair(
              "a transition has no audit entry, or one that says otherwise",
              """
              select m.name || '/' || t.number || ' ' || t.from_stage || ' to ' || t.to_stage
                || ' at ' || t.at as place
              from transition t join model m on m.id = t.model_id
              where 1 <> (select count(*) from audit_entry e
                where e.action = 'version.transitioned' and e.model_id = t.model_id
                and e.version = t.number and e.actor = t.actor and e.detail->>'id' = t.id::text
                and e.detail->>'from' = t.from_stage and e.detail->>'to' = t.to_stage)
              """),
          new Pair(
              "the entry tells of a transition that is not in the history",
              """
              select 'audit entry ' || e.seq || ' ' || e.model || '/' || e.version as place
              from audit_entry e where e.action = 'version.transitioned' and not exists (
                select from transition t where t.id::text = e.detail->>'id')
              """),
          new Pair(
              "the entry tells of a version that is not there",
              """
              select 'audit entry ' || e.seq || ' ' || e.model || '/' || e.version as place
              from audit_entry e where e.action = 'version.created' and not exists (
                select from version v where v.model_id = e.model_id and v.number = e.version)
              """),
          new Pair(
              "a file of it has no audit entry artifact.uploaded with its digest",
              """
              select m.name || '/' || v.number || ' ' || a.path || ' sha256:' || b.sha256 as place
              from artifact a join blob b on b.id = a.blob_id join version v on v.id = a.version_id
              join model m on m.id = v.model_id
              where not exists (select from audit_entry e where e.action = 'artifact.uploaded'
                and e.model_id = v.model_id and e.version = v.number
                and e.detail->>'path' = a.path and e.detail->>'sha256' = b.sha256)
              """),
          new Pair(
              "a token has no audit entry token.created",
              """
              select 'token ' || t.id as place from token t where not exists (
                select from audit_entry e where e.action = 'token.created' and e.detail->>'id' = t.id)
              """),
          new Pair(
              "numbers of its versions were used twice, or never",
              """
              select m.name as place from model m left join version v on v.model_id = m.id
              group by m.id having count(v.id) <> m.latest_version
                or coalesce(max(v.number), 0) <> m.latest_version
              """));

  @Override
  public String run(Snapshot rows, Consumer<Finding> findings) throws SQLException {
    for (Pair pair : PAIRS)
      rows.each(
          pair.sql(),
          row ->
              findings.accept(
                  new Finding(
                      "I3",
                      row.getString("place"),
                      pair.what(),
                      "Compare the row with a backup: it was written, or its entry was removed,"
                          + " behind Roster's back.")));
    return rows.count("select count(*) from model") + " models";
  }
}
