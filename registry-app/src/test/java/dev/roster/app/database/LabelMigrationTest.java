package dev.roster.app.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.storage.Engines;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was there before labels and read signatures comes along. */
class LabelMigrationTest {
  private final DataSource database = Engines.database().dataSource();
  private final JdbcClient jdbc = JdbcClient.create(database);

  @Test
  void anAliasThatReadsAsALabelKeepsItsVersionUnderANewNameAndSignaturesAreGiven() {
    migrate("6");
    jdbc.sql(
            """
            with m as (insert into model (name, latest_version, created_at, created_by, updated_at)
              values ('old', 2, now(), 'me', now()) returning id),
            v as (insert into version (model_id, number, staged_at, signature, status, manifest, digest,
                created_at, created_by, updated_at)
              select m.id, n, now(), case n when 1 then '{"inputs":[]}'::jsonb end, 'ready', 'm', 'd',
                now(), 'me', now() from m, generate_series(1, 2) n returning id, model_id, number),
            a as (insert into alias (model_id, name, version_id, updated_at, updated_by)
              select model_id, name, id, now(), 'me' from v
              cross join (values ('2.X'), ('champion'), ('v1.0.0-rc.1')) names (name) where number = 1
              returning model_id, name)
            insert into history (model_id, fact, key, value, at, actor)
            select model_id, 'alias', lower(name), jsonb_build_object('name', name, 'version', 1), now(), 'me'
            from a
            """)
        .update();

    migrate("latest");

    assertThat(jdbc.sql("select name from alias order by name").query(String.class).list())
        .containsExactly("alias-2.X", "alias-v1.0.0-rc.1", "champion");
    assertThat(
            jdbc.sql(
                    """
                    select distinct on (key) key || ' ' || coalesce(value ->> 'name', 'gone') from history
                    where fact = 'alias' order by key, seq desc
                    """)
                .query(String.class)
                .list())
        .containsExactly(
            "2.x gone",
            "alias-2.x alias-2.X",
            "alias-v1.0.0-rc.1 alias-v1.0.0-rc.1",
            "champion champion",
            "v1.0.0-rc.1 gone");
    assertThat(
            jdbc.sql("select signature_source ->> 'kind' from version order by number")
                .query(String.class)
                .list())
        .containsExactly("given", "none");
  }

  private void migrate(String target) {
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration")
        .target(target)
        .load()
        .migrate();
  }
}
