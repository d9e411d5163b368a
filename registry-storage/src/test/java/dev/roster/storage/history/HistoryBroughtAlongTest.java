package dev.roster.storage.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.storage.Engines;
import dev.roster.storage.audit.OldChain;
import dev.roster.storage.progress.Progress;
import dev.roster.storage.verify.Coverage;
import dev.roster.storage.verify.Snapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a Roster without a history left behind has one after the migration. */
class HistoryBroughtAlongTest {
  private final DataSource database = Engines.database().dataSource();
  private final JdbcClient jdbc = JdbcClient.create(database);

  @Test
  void whatTheLogAndTheTransitionsTellIsTheHistoryOfBefore() throws SQLException {
    flyway("4").migrate();
    jdbc.sql(
            """
            insert into model (name, description, owner, tags, latest_version, created_at, created_by,
                updated_at, deleted_at) values
              ('credit', 'second', 'ann', '{"a":"1"}', 3, '2026-01-01Z', 'ann', '2026-01-09Z', null),
              ('gone', null, null, '{}', 0, '2026-01-01Z', 'ann', '2026-01-05Z', '2026-01-05Z'),
              ('bare', 'loaded', 'bob', '{"x":"y"}', 0, '2026-01-01Z', 'bob', '2026-01-01Z', null);
            insert into version (model_id, number, status, stage, staged_at, description, tags, manifest,
                digest, created_at, created_by, updated_at, finalized_at, deleted_at)
            select m.id, v.* from model m cross join (values
              (1, 'ready', 'production', '2026-01-03Z'::timestamptz, 'from the start', '{}'::jsonb, '{}',
                'sha256:1', '2026-01-02Z'::timestamptz, 'ann', '2026-01-03Z'::timestamptz,
                '2026-01-02Z'::timestamptz, null::timestamptz),
              (2, 'ready', 'none', '2026-01-02Z', 'changed', '{"k":"v"}', '{}', 'sha256:2', '2026-01-02Z',
                'ann', '2026-01-04Z', '2026-01-02Z', null),
              (3, 'deleted', 'staging', '2026-01-03Z', null, '{}', '{}', 'sha256:3', '2026-01-02Z', 'ann',
                '2026-01-06Z', '2026-01-02Z', '2026-01-06Z')) v
            where m.name = 'credit';
            insert into alias (model_id, name, version_id, updated_at, updated_by)
              select model_id, 'Champion', id, '2026-01-08Z', 'bob' from version where number = 2;
            insert into metric (version_id, name, value, at)
              select id, 'auc', 0.9, '2020-01-01Z' from version where number = 1;
            insert into transition (id, version_id, model_id, number, from_stage, to_stage, reason, actor,
                at, digest, evidence)
            select t.id::uuid, v.id, v.model_id, v.number, t.was, t.became, 'good', 'ann', t.at::timestamptz,
              v.digest, '[]'
            from version v join (values
              (1, '00000000-0000-0000-0000-000000000001', 'none', 'staging', '2026-01-03T01:00Z'),
              (1, '00000000-0000-0000-0000-000000000002', 'staging', 'production', '2026-01-03T02:00Z'),
              (3, '00000000-0000-0000-0000-000000000003', 'none', 'staging', '2026-01-03T03:00Z'))
              t (number, id, was, became, at) on t.number = v.number order by t.at;
            insert into audit_entry (seq, at, actor, action, model_id, model, version, detail, hash)
            select e.seq, e.at::timestamptz, e.actor, e.action, m.id, m.name, e.version, e.detail::jsonb, ''
            from (values
              (1, '2026-01-01T00:00:01Z', 'ann', 'model.created', 'credit', null, '{"description":"first","owner":"ann"}'),
              (2, '2026-01-01T00:00:02Z', 'ann', 'model.created', 'gone', null, '{}'),
              (3, '2026-01-02Z', 'ann', 'version.created', 'credit', 1, '{}'),
              (4, '2026-01-03T01:00:01Z', 'ann', 'version.transitioned', 'credit', 1, '{"id":"00000000-0000-0000-0000-000000000001","to":"staging"}'),
              (5, '2026-01-03T02:00:01Z', 'ann', 'version.transitioned', 'credit', 1, '{"id":"00000000-0000-0000-0000-000000000002","to":"production"}'),
              (6, '2026-01-03T03:00:01Z', 'ann', 'version.transitioned', 'credit', 3, '{"id":"00000000-0000-0000-0000-000000000003","to":"staging"}'),
              (7, '2026-01-04Z', 'bob', 'version.changed', 'credit', 2, '{"description":"changed"}'),
              (8, '2026-01-04T01:00Z', 'bob', 'alias.moved', 'credit', 3, '{"alias":"Champion"}'),
              (9, '2026-01-05Z', 'eve', 'model.deleted', 'gone', null, '{}'),
              (10, '2026-01-06Z', 'eve', 'version.deleted', 'credit', 3, '{"aliases":["Champion"]}'),
              (11, '2026-01-08Z', 'bob', 'alias.moved', 'credit', 2, '{"alias":"champion"}'),
              (12, '2026-01-09Z', 'bob', 'model.changed', 'credit', null, '{"description":"second","tags":{"a":"1"}}'))
              e (seq, at, actor, action, model, version, detail) join model m on m.name = e.model;
            """)
        .update();
    OldChain.link(jdbc);

    flyway("latest").migrate();

    assertThat(findings()).as("the history ends in what is there").isEmpty();
    assertThat(moves("credit", "description"))
        .containsExactly(
            "- \"first\" ann", "2 \"changed\" bob", "- \"second\" bob", "1 \"from the start\" ann");
    assertThat(moves("credit", "alias"))
        .containsExactly(
            "- {\"name\": \"Champion\", \"version\": 3} bob",
            "- null eve",
            "- {\"name\": \"Champion\", \"version\": 2} bob");
    assertThat(moves("credit", "stage"))
        .containsExactly(
            "1 \"staging\" ann", "1 \"production\" ann", "3 \"staging\" ann", "3 null eve");
    assertThat(moves("gone", "deleted")).containsExactly("- true eve");
    assertThat(moves("bare", "tags")).containsExactly("- {\"x\": \"y\"} bob");
    assertThat(moves("credit", "name")).containsExactly("- \"credit\" ann");
    assertThat(
            jdbc.sql("select recorded_at = '2026-01-02Z' from metric")
                .query(Boolean.class)
                .single())
        .as("a metric did not come before its version")
        .isTrue();
  }

  private List<String> findings() throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection snapshot = database.getConnection();
        Connection now = database.getConnection()) {
      new HistoryCheck()
          .run(
              new Snapshot(snapshot, now, key -> Optional.empty(), Coverage.all(), new Progress()),
              finding -> found.add(finding.where() + ": " + finding.what()));
    }
    return found;
  }

  private List<String> moves(String model, String fact) {
    return jdbc.sql(
            """
            select coalesce(v.number::text, '-') || ' ' || coalesce(h.value::text, 'null') || ' ' || h.actor
            from history h join model m on m.id = h.model_id left join version v on v.id = h.version_id
            where m.name = :model and h.fact = :fact order by h.seq
            """)
        .param("model", model)
        .param("fact", fact)
        .query(String.class)
        .list();
  }

  private Flyway flyway(String target) {
    return Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration")
        .target(target)
        .load();
  }
}
