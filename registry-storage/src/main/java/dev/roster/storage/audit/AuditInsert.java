package dev.roster.storage.audit;

import dev.roster.core.audit.Change;
import dev.roster.core.audit.CommittedDetail;
import dev.roster.core.history.FactChange;
import dev.roster.storage.history.HistoryInsert;
import dev.roster.storage.history.HistoryRow;
import dev.roster.storage.json.JsonColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Inserts the entries of a transaction, and what they add to the history, in one statement. */
@Component
class AuditInsert {
  /**
   * An actor who is new is inserted with its first entry. Only then does a transaction wait for
   * another one, if both are its first.
   */
  private static final String SQL =
      """
      with given as materialized (
        select nextval('audit_entry_id') as id, g.*
        from unnest(:actors::text[], :tokens::text[], :actions::text[], :modelIds::bigint[],
            :models::text[], :versions::int[], :details::text[], :texts::text[])
          with ordinality as g (actor, token_id, action, model_id, model, version, detail, texts, nth)),
      actors as (
        select distinct actor, token_id from given where refuse_erased(actor, token_id)),
      known as (
        select s.id, s.name, s.token_id from actors a
        join audit_subject s on s.name = a.actor and s.token_id = a.token_id),
      made as (
        insert into audit_subject (name, token_id)
        select actor, token_id from actors a where not exists (
          select from known k where k.name = a.actor and k.token_id = a.token_id)
        on conflict (name, token_id) do update set name = excluded.name
        returning id, name, token_id),
      subjects as (select * from known union all select * from made),
      texts as (
        insert into audit_text (entry_id, texts)
        select id, texts::jsonb from given where texts is not null),
      history as (
      %s)
      insert into audit_pending (id, at, subject, action, model_id, model, version, detail)
      select g.id, (select clock_timestamp()), s.id, g.action, g.model_id, g.model, g.version,
        g.detail::jsonb
      from given g join subjects s on s.name = g.actor and s.token_id = g.token_id
      """
          .formatted(HistoryInsert.SQL);

  private final JdbcClient jdbc;

  AuditInsert(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(List<Change> changes) {
    List<CommittedDetail> details =
        changes.stream().map(change -> CommittedDetail.of(change.detail())).toList();
    ErasedActor.refusing(() -> insert(changes, details));
  }

  private void insert(List<Change> changes, List<CommittedDetail> details) {
    jdbc.sql(SQL)
        .param("actors", column(changes, c -> c.actor().name(), String[]::new))
        .param("tokens", column(changes, AuditInsert::token, String[]::new))
        .param("actions", column(changes, c -> c.action().wire(), String[]::new))
        .param(
            "modelIds",
            column(changes, c -> c.model() == null ? null : c.model().id(), Long[]::new))
        .param(
            "models",
            column(changes, c -> c.model() == null ? null : c.model().name().text(), String[]::new))
        .param("versions", column(changes, Change::version, Integer[]::new))
        .param("details", column(details, d -> JsonColumn.write(d.proven()), String[]::new))
        .param("texts", column(details, AuditInsert::texts, String[]::new))
        .param("history", HistoryInsert.parameter(history(changes)))
        .update();
  }

  private static String token(Change change) {
    return change.actor().tokenId() == null ? "" : change.actor().tokenId();
  }

  private static @Nullable String texts(CommittedDetail detail) {
    return detail.texts().isEmpty() ? null : JsonColumn.write(detail.texts());
  }

  private static List<HistoryRow> history(List<Change> changes) {
    List<HistoryRow> rows = new ArrayList<>();
    for (int nth = 0; nth < changes.size(); nth++)
      for (FactChange fact : changes.get(nth).facts())
        rows.add(row(nth + 1, changes.get(nth), fact));
    return rows;
  }

  private static HistoryRow row(int nth, Change change, FactChange fact) {
    if (change.model() == null)
      throw new IllegalStateException("A change without a model changes no facts: " + change);
    return new HistoryRow(nth, change.actor().name(), change.model(), fact);
  }

  private static <F, T> T[] column(
      List<F> rows, Function<F, @Nullable T> value, IntFunction<T[]> array) {
    return rows.stream().map(value).toArray(array);
  }
}
