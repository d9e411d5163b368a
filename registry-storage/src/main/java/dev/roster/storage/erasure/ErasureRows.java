package dev.roster.storage.erasure;

import dev.roster.core.audit.Actor;
import dev.roster.core.erasure.Erased;
import dev.roster.core.erasure.Erasure;
import dev.roster.core.erasure.ErasureStore;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

@Repository
class ErasureRows implements ErasureStore {
  private static final int MAX_MENTIONS = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long PAUSE = 25;

  /** Of one statement, as a person may have written millions of texts. */
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final JdbcClient jdbc;
  private final JdbcTemplate template;
  private final TransactionTemplate apart;

  ErasureRows(JdbcClient jdbc, JdbcTemplate template, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.template = template;
    this.apart = new TransactionTemplate(transactions);
    apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  @Override
  public boolean isAlias(String text) {
    return jdbc.sql("select exists (select from erasure where alias = :text)")
        .param("text", text)
        .query(Boolean.class)
        .single();
  }

  @Override
  public boolean isNamed(String name) {
    String named = ofEachName("exists (select from %s where %s = :name)", " or ");
    return jdbc.sql(
            """
            select %s or exists (
              select from history where fact = 'owner' and value = to_jsonb(:name::text))
            """
                .formatted(named))
        .param("name", name)
        .query(Boolean.class)
        .single();
  }

  /**
   * SQL for each column that holds names.
   *
   * @param sql of one, given its table, its name, and the table's rows {@code t} with their models
   *     {@code m}
   */
  private static String ofEachName(String sql, String joint) {
    return PersonalColumns.TABLES.stream()
        .flatMap(
            table ->
                table.names().stream()
                    .map(column -> sql.formatted(table.name(), column, table.from())))
        .collect(Collectors.joining(joint));
  }

  @Override
  public Stream<String> names() {
    String all = ofEachName("select %2$s from %1$s", " union ");
    return jdbc
        .sql(
            "select n from (%s union select value #>> '{}' from history where fact = 'owner') a (n) where n is not null"
                .formatted(all))
        .query(String.class)
        .stream();
  }

  @Override
  public Optional<Erasure> begin(
      String name, byte[] nameHash, @Nullable String reason, Actor by, Duration claim) {
    return Optional.ofNullable(
        apart.execute(status -> beginAlone(name, nameHash, reason, by, claim).orElse(null)));
  }

  private Optional<Erasure> beginAlone(
      String name, byte[] nameHash, @Nullable String reason, Actor by, Duration claim) {
    jdbc.sql(
            """
            insert into erasure (id, alias, name_hash, name, reason, actor, token_id, begun_at,
              begun_by_transaction, claimed_until)
            select :id, a.alias, :hash, :name, :reason, :actor, :token, clock_timestamp(),
              pg_current_xact_id(), '-infinity'
            from (
              select 'erased-' || substr(md5(gen_random_uuid()::text), 1, 6) as alias
              from generate_series(1, 100)) a
            where not exists (select from erasure e where e.alias = a.alias) limit 1
            on conflict (name_hash) where done_at is null do nothing
            """)
        .param("id", UUID.randomUUID())
        .param("hash", nameHash)
        .param("name", name)
        .param("reason", reason)
        .param("actor", by.name())
        .param("token", by.tokenId())
        .update();
    Optional<Erasure> claimed =
        jdbc.sql(
                """
                update erasure set claimed_until = clock_timestamp() + make_interval(secs => :claim)
                where name_hash = :hash and done_at is null and claimed_until < clock_timestamp()
                returning *
                """)
            .param("hash", nameHash)
            .param("claim", claim.toSeconds())
            .query(ErasureRows::read)
            .optional();
    jdbc.sql(
            """
            update token set erased = true, name_key = null,
              revoked_at = coalesce(revoked_at, clock_timestamp()),
              revoked_by = coalesce(revoked_by, :by)
            where name = :name and not erased
            """)
        .param("name", name)
        .param("by", by.name())
        .update();
    return claimed;
  }

  @Override
  public boolean awaitWriters(Erasure begun) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isAlone(begun)) {
      if (System.nanoTime() > end) return false;
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  private boolean isAlone(Erasure begun) {
    return jdbc.sql(
            """
            select coalesce(begun_by_transaction < pg_snapshot_xmin(pg_current_snapshot()), true)
            from erasure where id = :id
            """)
        .param("id", begun.id())
        .query(Boolean.class)
        .single();
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public Erased complete(Erasure begun) {
    template.execute(
        (ConnectionCallback<Void>)
            connection -> {
              connection.setNetworkTimeout(Runnable::run, (int) LONGEST.toMillis());
              return null; // the pool sets it back
            });
    jdbc.sql("select set_config('statement_timeout', :longest, true)")
        .param("longest", LONGEST.toMillis() + "ms")
        .query()
        .singleRow();
    boolean isLeft =
        jdbc.sql("select true from erasure where id = :id and done_at is null for update")
            .param("id", begun.id())
            .query(Boolean.class)
            .optional()
            .isPresent();
    List<String> mentions = isLeft && begun.name() != null ? replace(begun) : List.of();
    jdbc.sql(
            """
            update erasure set name = null, claimed_until = null, begun_by_transaction = null,
              done_at = clock_timestamp()
            where id = :id
            """)
        .param("id", begun.id())
        .update();
    boolean more = mentions.size() > MAX_MENTIONS;
    return new Erased(begun.alias(), more ? mentions.subList(0, MAX_MENTIONS) : mentions, more);
  }

  private List<String> replace(Erasure begun) {
    String name = String.valueOf(begun.name());
    ErasedSubject person = new ErasedSubject(jdbc, name, begun.alias());
    lockModels(name);
    new ErasedTexts(person).erase();
    new ErasedAnswers(person).erase();
    new ErasedNames(person).erase();
    return new Mentions(jdbc, name).find(MAX_MENTIONS + 1);
  }

  /** Locks the models that change, in the order of all transactions, and gives them a revision. */
  private void lockModels(String name) {
    String named = ofEachName("select m.id from %3$s where t.%2$s = :name", " union ");
    jdbc.sql(
            """
            with named as (
              %s union select model_id from audit_recorded where actor = :name),
            locked as (
              select id from model where id in (select id from named) order by id
              for no key update)
            update model m set revision = revision + 1 from locked l where l.id = m.id
            """
                .formatted(named))
        .param("name", name)
        .update();
    jdbc.sql(
            """
            update version set revision = revision + 1
            where created_by = :name
              or id in (select version_id from history where actor = :name)
            """)
        .param("name", name)
        .update();
  }

  @Override
  public List<Erasure> claimLeftBehind(Duration claim) {
    return jdbc.sql(
            """
            update erasure set claimed_until = clock_timestamp() + make_interval(secs => :claim)
            where id in (
              select id from erasure where done_at is null
                and claimed_until < clock_timestamp() for update skip locked)
            returning *
            """)
        .param("claim", claim.toSeconds())
        .query(ErasureRows::read)
        .list();
  }

  @Override
  public Set<UUID> known() {
    return new HashSet<>(jdbc.sql("select id from erasure").query(UUID.class).list());
  }

  @Override
  public List<Erasure> done() {
    return jdbc.sql("select * from erasure where done_at is not null order by begun_at")
        .query(ErasureRows::read)
        .list();
  }

  @Override
  public void addListed(Erasure listed) {
    jdbc.sql(
            """
            insert into erasure (id, alias, name_hash, actor, begun_at, claimed_until)
            values (:id, :alias, :hash, :actor, :at, '-infinity') on conflict do nothing
            """)
        .param("id", listed.id())
        .param("alias", listed.alias())
        .param("hash", listed.nameHash())
        .param("actor", listed.by().name())
        .param("at", InstantColumn.write(listed.begunAt()))
        .update();
  }

  private static Erasure read(ResultSet row, int n) throws SQLException {
    return new Erasure(
        row.getObject("id", UUID.class),
        row.getString("alias"),
        row.getBytes("name_hash"),
        row.getString("name"),
        row.getString("reason"),
        new Actor(row.getString("actor"), row.getString("token_id")),
        InstantColumn.read(row, "begun_at"));
  }
}
