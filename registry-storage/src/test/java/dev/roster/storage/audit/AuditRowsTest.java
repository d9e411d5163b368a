package dev.roster.storage.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.audit.Action;
import dev.roster.core.audit.Actor;
import dev.roster.core.audit.AuditFilter;
import dev.roster.core.audit.Change;
import dev.roster.core.audit.EntryVisibility;
import dev.roster.core.history.Fact;
import dev.roster.core.history.FactChange;
import dev.roster.core.page.PageRequest;
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
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A commit writes its entries and the history together; they are numbered afterwards. */
class AuditRowsTest {
  private static final TransactionDefinition APART =
      new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  private static final Instant AT = Instant.parse("2026-01-05T09:00:00Z");

  private final DataSource database = Engines.database().dataSource();
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final JdbcTransactionManager transactions = new JdbcTransactionManager(database);
  private final TreeRows tree = new TreeRows(jdbc);
  private final Sequencer sequencer = new Sequencer(jdbc, tree, transactions);
  private final AuditRows log = new AuditRows(jdbc, new AuditInsert(jdbc), sequencer);
  private final TransactionTemplate transaction = new TransactionTemplate(transactions);
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
          assertThat(count("audit_pending")).isZero(); // the commit begins later
        });
    sequencer.catchUp();

    assertThat(lines("select seq || ' ' || action from audit_entry order by seq"))
        .containsExactly("1 model.created", "2 alias.removed");
    assertThat(count("audit_pending")).isZero();
    assertThat(
            lines(
                """
                select concat_ws(' ', audit_id, actor, fact, key, coalesce(value::text, 'none'))
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
    assertThat(count("audit_pending") + count("history")).isZero();
  }

  @Test
  void outsideATransactionNothingIsAppended() {
    assertThatThrownBy(
            () ->
                log.append(
                    Change.of(new Actor("ann", null), Action.MODEL_CREATED, model, Map.of())))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatIsNotCommittedIsNumberedAfterWhatIs() {
    transaction.executeWithoutResult(
        status -> {
          log.append(change(Action.MODEL_CHANGED));
          new TransactionTemplate(transactions, APART)
              .executeWithoutResult(other -> log.append(change(Action.MODEL_CREATED)));
          sequencer.catchUp();
          assertThat(actions()).containsExactly("1 model.created");
        });
    sequencer.catchUp();
    assertThat(actions()).containsExactly("1 model.created", "2 model.changed");
  }

  @Test
  void aReaderFindsEachEntryThatIsCommitted() {
    transaction.executeWithoutResult(status -> log.append(change(Action.MODEL_CREATED)));
    assertThat(log.list(AuditFilter.ALL, EntryVisibility.ALL, new PageRequest(10, null)).items())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.seq()).isEqualTo(1);
              assertThat(entry.actor()).isEqualTo("ann");
              assertThat(entry.detail()).isEqualTo(Map.of("reason", "better", "id", "x"));
              assertThat(entry.committed().proven().get("reason"))
                  .asString()
                  .startsWith("hmac-sha256:");
            });
  }

  @Test
  void nobodyChangesWhatIsInTheLog() {
    transaction.executeWithoutResult(status -> log.append(change(Action.MODEL_CREATED)));
    sequencer.catchUp();
    for (String change :
        List.of(
            "update audit_entry set action = 'x'",
            "delete from audit_entry",
            "truncate audit_entry",
            "update audit_pending set action = 'x'",
            "delete from audit_checkpoint"))
      assertThatThrownBy(() -> jdbc.sql(change).update())
          .as(change)
          .hasMessageContaining("entries of the audit log are never changed");
  }

  private Change change(Action action) {
    return Change.of(new Actor("ann", null), action, model, Map.of("reason", "better", "id", "x"));
  }

  private List<String> actions() {
    return lines("select seq || ' ' || action from audit_entry order by seq");
  }

  private List<String> lines(String sql) {
    return jdbc.sql(sql).query(String.class).list();
  }

  private long count(String table) {
    return jdbc.sql("select count(*) from " + table).query(Long.class).single();
  }
}
