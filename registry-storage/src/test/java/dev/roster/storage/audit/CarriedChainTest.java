package dev.roster.storage.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.storage.Engines;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A registry from before V27 keeps its audit log, as a Merkle tree. */
class CarriedChainTest {
  private static final int ENTRIES = 600; // two subtrees of 256, and more

  private final DataSource database = Engines.database().dataSource();
  private final JdbcClient jdbc = JdbcClient.create(database);

  @BeforeEach
  void anOldLog() {
    flyway("25").migrate();
    jdbc.sql(
            """
            insert into model (name, created_at, created_by, updated_at)
            values ('credit', now(), 'ann', now());
            insert into audit_entry (seq, at, actor, token_id, action, model_id, model, version,
              detail, hash)
            select n, '2026-01-05T09:00:00.5Z'::timestamptz + n * interval '1 second',
              case when n % 2 = 0 then 'ann' else 'ci' end, case when n % 3 = 0 then 't1' end,
              'incident.closed', m.id, 'credit', nullif(n % 4, 0),
              jsonb_build_object('incident', n, 'reason', 'because ' || n), ''
            from model m, generate_series(1, :entries) n
            """)
        .param("entries", ENTRIES)
        .update();
    OldChain.link(jdbc);
  }

  @Test
  void theEntriesAreCarriedOverInTheirOrderAndTheTreeOverThemIsSound() throws SQLException {
    flyway("latest").migrate();

    assertThat(
            jdbc.sql(
                    """
                    select count(*) filter (where e.seq = e.id
                      and s.name = case when e.seq % 2 = 0 then 'ann' else 'ci' end
                      and s.token_id = case when e.seq % 3 = 0 then 't1' else '' end
                      and t.texts #>> '{reason,value}' = 'because ' || e.seq
                      and e.detail ->> 'reason' like 'hmac-sha256:%'
                      and e.detail ->> 'incident' = e.seq::text)
                    from audit_entry e join audit_subject s on s.id = e.subject
                    join audit_text t on t.entry_id = e.id
                    """)
                .query(Integer.class)
                .single())
        .isEqualTo(ENTRIES);
    assertThat(findings()).isEmpty();
    assertThat(jdbc.sql("select nextval('audit_entry_id')").query(Long.class).single())
        .as("new entries come after them")
        .isEqualTo(ENTRIES + 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_entry set detail = '{}' where seq = 7",
        "delete from audit_entry where seq = 7",
        "update audit_entry set seq = 601 where seq = 7"
      })
  void aChangedEntryIsNamedAndNothingIsCarriedOver(String change) {
    jdbc.sql(change).update();
    assertThatThrownBy(() -> flyway("latest").migrate())
        .rootCause()
        .isInstanceOf(BrokenChain.class)
        .hasMessageStartingWith("Audit entry 7 was altered or removed");
    assertThat(jdbc.sql("select count(*) from audit_entry").query(Integer.class).single()).isZero();
  }

  @Test
  void aRemovedTailIsNoticed() {
    jdbc.sql("delete from audit_entry where seq > 590").update();
    assertThatThrownBy(() -> flyway("latest").migrate())
        .rootCause()
        .hasMessageStartingWith("Audit entry 591 was altered or removed");
  }

  private List<String> findings() throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection snapshot = database.getConnection();
        Connection now = database.getConnection()) {
      new TreeCheck()
          .run(
              new Snapshot(snapshot, now, key -> Optional.empty(), Coverage.all(), new Progress()),
              finding -> found.add(finding.where() + ": " + finding.what()));
    }
    return found;
  }

  private Flyway flyway(String target) {
    return Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration")
        .target(target)
        .load();
  }
}
