package dev.roster.storage.audit;

import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditEntry;
import dev.roster.core.audit.AuditFilter;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.audit.EntryVisibility;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.page.Position;
import dev.roster.core.reference.ModelRef;
import dev.roster.storage.access.Visible;
import dev.roster.storage.page.Numbered;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The audit log: what transactions record, and what the sequencer has numbered. */
@Repository
class AuditRows implements AuditLog {
  private final JdbcClient jdbc;
  private final AuditInsert inserts;
  private final Sequencer sequencer;

  AuditRows(JdbcClient jdbc, AuditInsert inserts, Sequencer sequencer) {
    this.jdbc = jdbc;
    this.inserts = inserts;
    this.sequencer = sequencer;
  }

  /** Holds the change until the commit begins, so that a commit sends one statement. */
  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void append(Change change) {
    PendingChanges.ofThisTransaction(inserts::insert).add(change);
  }

  @Override
  public Page<AuditEntry> timeline(ModelRef model, AuditFilter filter, PageRequest page) {
    sequencer.catchUp();
    AuditCondition condition = AuditCondition.of(filter).and("e.seq < :before");
    List<AuditEntry> rows =
        jdbc.sql(
                EntryInClear.SQL.formatted(
                    """
                    select n.* from unnest(:kinds::text[]) a (action) cross join lateral (
                      select e.* from audit_entry e
                      where e.model_id = :timelineOf and e.action = a.action and %s
                      order by e.seq desc limit :fetch) n
                    order by n.seq desc limit :fetch
                    """
                        .formatted(condition.sql()),
                    "desc"))
            .params(condition.params())
            .param("timelineOf", model.id())
            .param("kinds", filter.actions().stream().map(Action::wire).toArray(String[]::new))
            .param("before", page.after() == null ? Long.MAX_VALUE : page.after().number(0))
            .param("fetch", page.fetch())
            .query(EntryInClear::read)
            .list();
    return Page.of(rows, page.limit(), e -> Position.of(e.seq()));
  }

  @Override
  public Page<AuditEntry> list(AuditFilter filter, EntryVisibility reader, PageRequest page) {
    sequencer.catchUp();
    Long before = Numbered.after(page);
    AuditCondition condition =
        AuditCondition.of(filter)
            .and(before == null ? "true" : "e.seq < :before", "before", before);
    List<AuditEntry> rows = read(condition, reader, "desc", page.fetch());
    return Page.of(rows, page.limit(), e -> Position.of(e.seq()));
  }

  @Override
  public List<AuditEntry> after(long seq, AuditFilter filter, EntryVisibility reader, int limit) {
    sequencer.catchUp();
    return read(
        AuditCondition.of(filter).and("e.seq > :after", "after", seq), reader, "asc", limit);
  }

  @Override
  public Optional<AuditEntry> find(long seq, EntryVisibility reader) {
    sequencer.catchUp();
    AuditCondition one = AuditCondition.of(AuditFilter.ALL).and("e.seq = :seq", "seq", seq);
    return read(one, reader, "asc", 1).stream().findFirst();
  }

  private List<AuditEntry> read(
      AuditCondition condition, EntryVisibility reader, String direction, int limit) {
    return jdbc.sql(
            EntryInClear.SQL.formatted(
                """
                select e.* from audit_entry e left join model m on m.id = e.model_id
                where case when m.id is null then :seesOthers else %s end
                  and %s order by e.seq %s limit :limit
                """
                    .formatted(Visible.MODEL_M, condition.sql(), direction),
                direction))
        .params(Visible.params(reader.models()))
        .param("seesOthers", reader.withoutModel())
        .params(condition.params())
        .param("limit", limit)
        .query(EntryInClear::read)
        .list();
  }
}
