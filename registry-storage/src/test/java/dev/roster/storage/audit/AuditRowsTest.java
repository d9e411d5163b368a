package dev.roster.storage.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.audit.Action;
import dev.roster.core.audit.Actor;
import dev.roster.core.audit.Change;
import dev.roster.core.history.Fact;
import dev.roster.core.history.FactChange;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.storage.Engines;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A commit writes its entries, the head of the log and the history together. */
class AuditRowsTest {
  private static final Instant AT = Instant.parse("2026-01-05T09:00:00Z");

  private final DataSource database = Engines.database().dataSource();
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final AuditRows log = new AuditRows(jdbc);
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(database));
  private ModelRef model;

  @BeforeEach
  void register() {
    Flyway.configure().dataSource(database).load().migrate();
    long id =
        jdbc.sql(
                """
                insert into model (name, created_at, created_by, updated_at)
                values ('credit', now(), 'ann', now()) returning id""")
            .query(Long.class)
            .single();
    model = new ModelRef(id, new ModelName("credit"));
  }

  @Test
  void theEntriesOfACommitFollowOneAnotherAndTheHistoryNamesThem() {
    transaction.executeWithoutResult(
        status -> {
          log.append(
              Change.of(new Actor("ann", null), Action.MODEL_CREATED, model, Map.of())
                  .with(List.of(FactChange.ofModel(Fact.NAME, "credit", AT))));
          log.append(
              Change.of(new Actor("ann", null), Action.ALIAS_REMOVED, model, Map.of())
                  .with(List.of(FactChange.aliasGone("Champion", AT))));
          assertThat(count("audit_entry")).isZero(); // the commit begins later
        });

    assertThat(lines("select seq || ' ' || action from audit_entry order by seq"))
        .containsExactly("1 model.created", "2 alias.removed");
    assertThat(
            lines(
                "select seq || ' ' || (hash = (select hash from audit_entry where seq = 2)) from audit_head"))
        .containsExactly("2 true");
    assertThat(
            lines(
                """
                select concat_ws(' ', audit_seq, actor, fact, key, coalesce(value::text, 'none'))
                from history order by seq"""))
        .containsExactly("1 ann name  \"credit\"", "2 ann alias champion none");
  }

  @Test
  void aRollbackLeavesNeitherEntryNorHistory() {
    transaction.executeWithoutResult(
        status -> {
          log.append(
              Change.of(new Actor("ann", null), Action.MODEL_CREATED, model, Map.of())
                  .with(List.of(FactChange.ofModel(Fact.NAME, "credit", AT))));
          status.setRollbackOnly();
        });
    assertThat(count("audit_entry") + count("history")).isZero();
  }

  @Test
  void outsideATransactionNothingIsAppended() {
    assertThatThrownBy(
            () ->
                log.append(
                    Change.of(new Actor("ann", null), Action.MODEL_CREATED, model, Map.of())))
        .isInstanceOf(IllegalStateException.class);
  }

  private List<String> lines(String sql) {
    return jdbc.sql(sql).query(String.class).list();
  }

  private long count(String table) {
    return jdbc.sql("select count(*) from " + table).query(Long.class).single();
  }
}
