package dev.roster.storage.webhook;

import dev.roster.core.audit.Action;
import dev.roster.core.webhook.Delivery;
import dev.roster.core.webhook.Delivery.Attempt;
import dev.roster.core.webhook.LaneStore.Outcome;
import dev.roster.storage.json.JsonColumn;
import dev.roster.storage.time.InstantColumn;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps what came of claims and moves lanes on, with few statements for many of them. */
@Component
class FinishedLanes {
  private static final int OFTEN = 3; // failures in a row

  private static final int COUNTED_FAILURES = 20;

  /** What the statements need of an outcome, as a row of {@code jsonb_to_recordset}. */
  private record Row(
      UUID webhook,
      long lane,
      @Nullable Long seq,
      long fence,
      @Nullable String event,
      @Nullable String type,
      @Nullable Attempt attempt,
      boolean delivered,
      @Nullable Instant retry,
      @Nullable Instant first,
      List<String> actions) {
    static Row of(Outcome outcome) {
      Attempt attempt = outcome.attempt();
      Instant first = outcome.claim().firstAt();
      return new Row(
          outcome.claim().webhook(),
          outcome.claim().lane(),
          outcome.claim().seq(),
          outcome.claim().fence(),
          outcome.eventId(),
          outcome.type(),
          attempt,
          outcome.delivered(),
          outcome.retryAt(),
          first != null || attempt == null ? first : attempt.at(),
          outcome.actions().stream().map(Action::wire).toList());
    }
  }

  private static final String ROWS =
      """
      with rows as (
        select r.* from jsonb_to_recordset(:rows::jsonb) as r (webhook uuid, lane bigint, seq bigint,
          fence bigint, event text, type text, attempt jsonb, delivered boolean, retry timestamptz,
          first timestamptz, actions text[])
        join webhook_lane l on l.webhook_id = r.webhook and l.lane = r.lane and l.fence = r.fence)
      """;

  private final JdbcClient jdbc;
  private final Counter delivered;
  private final Counter failed;

  FinishedLanes(JdbcClient jdbc, MeterRegistry registry) {
    this.jdbc = jdbc;
    this.delivered = counter("delivered", registry);
    this.failed = counter("failed", registry);
  }

  private static Counter counter(String outcome, MeterRegistry registry) {
    return Counter.builder("roster.webhooks.attempts")
        .tag("outcome", outcome)
        .description("Events that this server sent to webhooks, by what came of it")
        .register(registry);
  }

  /** The caller holds the scan with others. */
  void keep(List<Outcome> outcomes, Instant now) {
    String rows = JsonColumn.write(outcomes.stream().map(Row::of).toList());
    jdbc.sql(
            """
            select id from webhook where id = any(:ids) order by id for no key update""")
        .param(
            "ids", outcomes.stream().map(o -> o.claim().webhook()).distinct().toArray(UUID[]::new))
        .query(UUID.class)
        .list();
    jdbc.sql(
            ROWS
                + """
                select l.lane from webhook_lane l join rows r on l.webhook_id = r.webhook
                  and l.lane = r.lane
                order by l.webhook_id, l.lane for update of l""")
        .param("rows", rows)
        .query(Long.class)
        .list();
    keepDeliveries(rows, now);
    countFailures(rows, now);
    moveOn(rows, now);
    for (Outcome outcome : outcomes)
      if (outcome.attempt() != null) (outcome.delivered() ? delivered : failed).increment();
  }

  private void keepDeliveries(String rows, Instant now) {
    String attempts =
        "case when jsonb_array_length(d.attempts) >= %d then d.attempts - 0 else d.attempts end"
            .formatted(Delivery.MAX_ATTEMPTS);
    jdbc.sql(
            ROWS
                + """
                insert into webhook_delivery as d
                  (webhook_id, seq, event_id, type, state, attempts, created_at)
                select webhook, seq, event, type,
                  case when delivered then 'delivered' else 'waiting' end,
                  jsonb_build_array(attempt), :now
                from rows where lane >= 0 and jsonb_typeof(attempt) = 'object' order by seq
                on conflict (webhook_id, seq) do update
                set state = excluded.state, attempts = %s || excluded.attempts"""
                    .formatted(attempts))
        .param("rows", rows)
        .param("now", InstantColumn.write(now))
        .update();
    jdbc.sql(
            ROWS
                + """
                update webhook_delivery d set
                  state = case when r.delivered then 'delivered'
                    when exists (select from webhook_lane l where l.webhook_id = d.webhook_id
                      and l.lane >= 0 and l.seq = d.seq) then 'waiting' else 'failed' end,
                  attempts = case when jsonb_typeof(r.attempt) = 'object'
                    then %s || jsonb_build_array(r.attempt) else d.attempts end
                from rows r where r.lane < 0 and d.number = -r.lane"""
                    .formatted(attempts))
        .param("rows", rows)
        .update();
  }

  /**
   * A failure takes a webhook out of the scan. If it has failed again and again, what else it is to
   * be sent waits, and is tried at once when a delivery succeeds. What was not sent says nothing
   * about the receiver.
   */
  private void countFailures(String rows, Instant now) {
    jdbc.sql(
            ROWS
                + """
                , f as (
                  select w.id, w.failures as before,
                    case when bool_or(r.delivered) then 0 else least(w.failures + 1, :most) end
                      as failures
                  from rows r join webhook w on w.id = r.webhook
                  where jsonb_typeof(r.attempt) = 'object' group by w.id, w.failures),
                counted as (
                  update webhook w set failures = f.failures,
                    look_at = case f.failures when 0 then null
                      else :now + least(60, 2 ^ f.failures) * interval '1 second' end,
                    behind = case f.failures when 0 then w.behind
                      else coalesce(w.behind, (select seq from webhook_scan)) end
                  from f where w.id = f.id and w.failures <> f.failures)
                update webhook_lane l set due_at = case f.failures when 0 then :now
                  else greatest(l.due_at, :now + least(60, 2 ^ f.failures) * interval '1 second') end
                from f
                where l.webhook_id = f.id and l.lane >= 0 and not l.sending
                  and l.due_at < 'infinity' and greatest(f.before, f.failures) >= :often
                  and (f.failures = 0 or l.due_at < :now + interval '1 minute')""")
        .param("rows", rows)
        .param("most", COUNTED_FAILURES)
        .param("often", OFTEN)
        .param("now", InstantColumn.write(now))
        .update();
  }

  /** To the next event that the webhook wants, to the next try, or to the end of the lane. */
  private void moveOn(String rows, Instant now) {
    jdbc.sql(
            ROWS
                + """
                , moved as (
                  select r.*, w.state, n.seq as next
                  from rows r join webhook w on w.id = r.webhook cross join webhook_scan s
                  left join lateral (
                    select min(e.seq) as seq from unnest(r.actions) a (action) cross join lateral (
                      (select e.seq from audit_entry e
                       where r.lane > 0 and e.model_id = r.lane and e.action = a.action
                         and e.seq > r.seq and e.seq <= coalesce(w.behind, s.seq)
                       order by e.seq limit 1)
                      union all
                      (select e.seq from audit_entry e
                       where r.lane = 0 and e.model_id is null and e.action = a.action
                         and e.seq > r.seq and e.seq <= coalesce(w.behind, s.seq)
                       order by e.seq limit 1)) e
                  ) n on r.retry is null and r.lane >= 0),
                ended as (
                  delete from webhook_lane l using moved m
                  where l.webhook_id = m.webhook and l.lane = m.lane and m.retry is null
                    and m.next is null)
                update webhook_lane l set
                  sending = false,
                  seq = case when m.retry is null then m.next else l.seq end,
                  tries = case when m.retry is null then 0 else l.tries + 1 end,
                  first_at = case when m.retry is null then null else m.first end,
                  due_at = case when m.state = 'disabled' then 'infinity'
                    when m.retry is null then :now else m.retry end
                from moved m
                where l.webhook_id = m.webhook and l.lane = m.lane
                  and (m.retry is not null or m.next is not null)""")
        .param("rows", rows)
        .param("now", InstantColumn.write(now))
        .update();
  }
}
