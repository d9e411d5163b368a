package dev.roster.storage.audit;

import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditEntry;
import dev.roster.core.audit.AuditFilter;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.page.Position;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Visibility;
import dev.roster.storage.access.Visible;
import dev.roster.storage.history.HistoryInsert;
import dev.roster.storage.json.JsonColumn;
import dev.roster.storage.lock.Lock;
import dev.roster.storage.page.Numbered;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The rows of the audit log. The lock of the head row puts them in order. */
@Repository
class AuditRows implements AuditLog {
  /** The advisory lock for which writers of the log wait: "audit" in ASCII. */
  private static final long QUEUE = 0x6175646974L;

  private static final String INSERT =
      """
      with given as (
        select * from unnest(:seqs, :actors, :tokens, :actions, :modelIds, :models, :versions, :details, :hashes)
          as g (seq, actor, token_id, action, model_id, model, version, detail, hash)),
      head as (update audit_head set seq = :last, hash = :hash),
      history as (
      %s)
      insert into audit_entry (seq, at, actor, token_id, action, model_id, model, version, detail, hash)
      select seq, :at, actor, token_id, action, model_id, model, version, detail::jsonb, hash
      from given order by seq
      """
          .formatted(HistoryInsert.SQL);

  private final JdbcClient jdbc;

  AuditRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Head(long seq, String hash, Instant at) {}

  /**
   * Holds the change until the commit begins. A transaction that has locked the head of the log
   * blocks all others, so the head is locked last.
   */
  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void append(Change change) {
    PendingChanges.ofThisTransaction(this::write).add(change);
  }

  private void write(List<Change> changes) {
    assert Lock.AUDIT_HEAD.isNext(true) : "lock order: the head of the log";
    // After a wait PostgreSQL reads the row and the clock again, so times rise with the numbers.
    // Writers wait for an advisory lock. If n of them waited for the row, each would lock all n
    // row versions.
    Head head =
        jdbc.sql(
                """
                with turn as materialized (select pg_advisory_xact_lock(:queue))
                select seq, hash, clock_timestamp() as at from turn, audit_head
                for update of audit_head
                """)
            .param("queue", QUEUE)
            .query(
                (row, n) ->
                    new Head(
                        row.getLong("seq"), row.getString("hash"), InstantColumn.read(row, "at")))
            .single();
    List<ChainEntry> entries = new ArrayList<>();
    for (Change change : changes) {
      ChainEntry before = entries.isEmpty() ? null : entries.get(entries.size() - 1);
      entries.add(
          before == null
              ? ChainEntry.after(head.seq(), head.hash(), head.at(), change)
              : ChainEntry.after(before.seq(), before.hash(), head.at(), change));
    }
    ChainEntry last = entries.get(entries.size() - 1);
    jdbc.sql(INSERT)
        .param("seqs", column(entries, ChainEntry::seq, Long[]::new))
        .param("actors", column(entries, e -> e.change().actor().name(), String[]::new))
        .param("tokens", column(entries, e -> e.change().actor().tokenId(), String[]::new))
        .param("actions", column(entries, e -> e.change().action().wire(), String[]::new))
        .param("modelIds", column(entries, ChainEntry::modelId, Long[]::new))
        .param("models", column(entries, ChainEntry::model, String[]::new))
        .param("versions", column(entries, e -> e.change().version(), Integer[]::new))
        .param(
            "details", column(entries, e -> JsonColumn.write(e.change().detail()), String[]::new))
        .param("hashes", column(entries, ChainEntry::hash, String[]::new))
        .param(
            "history",
            HistoryInsert.parameter(entries.stream().flatMap(ChainEntry::history).toList()))
        .param("at", InstantColumn.write(head.at()))
        .param("last", last.seq())
        .param("hash", last.hash())
        .update();
  }

  private static <T> T[] column(
      List<ChainEntry> entries, Function<ChainEntry, @Nullable T> value, IntFunction<T[]> array) {
    return entries.stream().map(value).toArray(array);
  }

  /** Reads at most a page of each action, however many entries of other actions are in between. */
  @Override
  public Page<AuditEntry> list(ModelRef model, AuditFilter filter, PageRequest page) {
    List<AuditEntry> rows =
        jdbc.sql(
                """
                select e.* from unnest(:actions) a (action) cross join lateral (
                  select * from audit_entry
                  where model_id = :model and action = a.action %s
                    and (:actor::text is null or actor = :actor) and seq < :before
                  order by seq desc limit :fetch) e
                order by e.seq desc limit :fetch
                """
                    .formatted(filter.version() == null ? "" : "and version = :version"))
            .param("model", model.id())
            .param("actions", filter.actions().stream().map(Action::wire).toArray(String[]::new))
            .param("version", filter.version())
            .param("actor", filter.actor())
            .param("before", page.after() == null ? Long.MAX_VALUE : page.after().number(0))
            .param("fetch", page.fetch())
            .query(AuditRows::entry)
            .list();
    return Page.of(rows, page.limit(), e -> Position.of(e.seq()));
  }

  @Override
  public Page<AuditEntry> list(@Nullable Long modelId, Visibility visibility, PageRequest page) {
    List<AuditEntry> rows =
        jdbc.sql(
                """
                select e.* from audit_entry e left join model m on m.id = e.model_id
                where (:modelId::bigint is null or e.model_id = :modelId) and %s
                  and (:after::bigint is null or e.seq < :after)
                order by e.seq desc limit :fetch
                """
                    .formatted(Visible.MODEL_M))
            .param("modelId", modelId)
            .params(Visible.params(visibility))
            .param("after", Numbered.after(page))
            .param("fetch", page.fetch())
            .query(AuditRows::entry)
            .list();
    return Page.of(rows, page.limit(), e -> Position.of(e.seq()));
  }

  private static AuditEntry entry(ResultSet row, int n) throws SQLException {
    return new AuditEntry(
        row.getLong("seq"),
        InstantColumn.read(row, "at"),
        row.getString("actor"),
        row.getString("token_id"),
        Action.ofWire(row.getString("action")),
        row.getString("model"),
        row.getObject("version", Integer.class),
        JsonColumn.readObject(row.getString("detail")),
        row.getString("hash"));
  }
}
