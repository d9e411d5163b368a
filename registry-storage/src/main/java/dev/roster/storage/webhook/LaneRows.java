package dev.roster.storage.webhook;

import dev.roster.core.event.EventFilter;
import dev.roster.core.event.EventTypes;
import dev.roster.core.reference.ModelPattern;
import dev.roster.core.webhook.LaneStore;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The scan for events, and the lanes of webhooks. Whoever changes lanes holds the scan, alone for
 * new events and else with others, then the webhooks by id, then the lanes.
 */
@Repository
class LaneRows implements LaneStore {
  private static final int CALLS_AT_ONCE = 16; // to one webhook

  private static final String SUBSCRIBERS =
      """
      select id, types, models, since, behind, failures, array(
        select l.lane from webhook_lane l where w.behind is not null and l.webhook_id = w.id
      ) as lanes from webhook w where state = 'active' and\s""";

  private static final String DUE =
      """
      behind is not null and (look_at is null or look_at <= :now)
        and (failures = 0
          or behind < (select seq from webhook_scan) and not exists (
            select from webhook_lane l where l.webhook_id = w.id and l.lane >= 0
              and (l.sending or l.due_at <= :now)))
      """;

  private final JdbcClient jdbc;
  private final FinishedLanes finished;

  LaneRows(JdbcClient jdbc, FinishedLanes finished) {
    this.jdbc = jdbc;
    this.finished = finished;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public long lockScan() {
    return jdbc.sql("select seq from webhook_scan for update").query(Long.class).single();
  }

  @Override
  public List<Subscriber> subscribers() {
    return jdbc.sql(SUBSCRIBERS + "behind is null").query(LaneRows::subscriber).list();
  }

  @Override
  public void leave(Collection<Opened> lanes) {
    if (lanes.isEmpty()) return;
    jdbc.sql(
            """
            update webhook w set behind = o.seq
            from unnest(:webhooks::uuid[], :seqs::bigint[]) as o (webhook, seq)
            where w.id = o.webhook""")
        .param("webhooks", lanes.stream().map(Opened::webhook).toArray(UUID[]::new))
        .param("seqs", lanes.stream().mapToLong(Opened::seq).toArray())
        .update();
  }

  @Override
  public void scanned(long seq) {
    jdbc.sql("update webhook_scan set seq = :seq").param("seq", seq).update();
  }

  @Override
  public void open(Collection<Opened> lanes, Instant now) {
    if (lanes.isEmpty()) return;
    List<Opened> ordered =
        lanes.stream()
            .sorted(Comparator.comparing(Opened::webhook).thenComparing(Opened::lane))
            .toList();
    jdbc.sql(
            """
            insert into webhook_lane (webhook_id, lane, seq, due_at)
            select o.webhook, o.lane, o.seq, :now
            from unnest(:webhooks::uuid[], :lanes::bigint[], :seqs::bigint[])
              as o (webhook, lane, seq)
            join webhook w on w.id = o.webhook
            on conflict (webhook_id, lane) do nothing""")
        .param("webhooks", ordered.stream().map(Opened::webhook).toArray(UUID[]::new))
        .param("lanes", ordered.stream().mapToLong(Opened::lane).toArray())
        .param("seqs", ordered.stream().mapToLong(Opened::seq).toArray())
        .param("now", InstantColumn.write(now))
        .update();
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public List<Subscriber> lockBehind(Instant now, int limit) {
    String due = "behind is not null and (look_at is null or look_at <= :now)";
    boolean isAny =
        jdbc.sql("select exists (select from webhook where state = 'active' and %s)".formatted(due))
            .param("now", InstantColumn.write(now))
            .query(Boolean.class)
            .single();
    if (!isAny) return List.of();
    scannedTo();
    return jdbc.sql(
            SUBSCRIBERS
                + DUE
                + " order by look_at nulls first, id limit :limit for no key update skip locked")
        .param("now", InstantColumn.write(now))
        .param("limit", limit)
        .query(LaneRows::subscriber)
        .list();
  }

  @Override
  public long scannedTo() {
    return jdbc.sql("select seq from webhook_scan for share").query(Long.class).single();
  }

  @Override
  public void lookedFor(UUID webhook, @Nullable Long behind, @Nullable Instant lookAt) {
    jdbc.sql("update webhook set behind = :behind, look_at = :lookAt where id = :id")
        .param("behind", behind)
        .param("lookAt", InstantColumn.writeNullable(lookAt))
        .param("id", webhook)
        .update();
  }

  @Override
  public List<Claim> claim(Instant now, Instant lease, int limit, boolean healthyOnly) {
    return jdbc.sql(
            """
            with due as (
              select l.webhook_id, l.lane, l.due_at, w.failures, row_number()
                over (partition by l.webhook_id order by l.lane >= 0, l.due_at, l.lane) as nth
              from webhook_lane l join webhook w on w.id = l.webhook_id
              where l.due_at <= :now and w.state = 'active'
                and (w.failures = 0 or not :healthyOnly)),
            picked as (
              select d.webhook_id, d.lane from due d
              where d.nth <= case d.failures when 0 then :calls else 1 end - (
                select count(*) from webhook_lane b
                where b.webhook_id = d.webhook_id and b.sending and b.due_at > :now)
              order by least(d.failures, 1), d.due_at limit :limit),
            claimed as (
              update webhook_lane l set sending = true, due_at = :lease, fence = fence + 1
              from picked p
              where l.webhook_id = p.webhook_id and l.lane = p.lane and l.due_at <= :now
              returning l.*)
            select c.*, d.event_id from claimed c left join webhook_delivery d on d.number = -c.lane
            """)
        .param("now", InstantColumn.write(now))
        .param("lease", InstantColumn.write(lease))
        .param("calls", CALLS_AT_ONCE)
        .param("healthyOnly", healthyOnly)
        .param("limit", limit)
        .query(LaneRows::claim)
        .list();
  }

  @Override
  @Transactional
  public void release(Collection<Claim> claims, Instant now) {
    scannedTo();
    jdbc.sql(
            """
            update webhook_lane l set sending = false,
              due_at = case when w.state = 'active' then :now else 'infinity' end
            from unnest(:webhooks::uuid[], :lanes::bigint[], :fences::bigint[])
              as c (webhook, lane, fence)
            join webhook w on w.id = c.webhook
            where l.webhook_id = c.webhook and l.lane = c.lane and l.fence = c.fence and l.sending""")
        .param("webhooks", claims.stream().map(Claim::webhook).toArray(UUID[]::new))
        .param("lanes", claims.stream().mapToLong(Claim::lane).toArray())
        .param("fences", claims.stream().mapToLong(Claim::fence).toArray())
        .param("now", InstantColumn.write(now))
        .update();
  }

  @Override
  public List<Target> targets(Collection<UUID> webhooks, Instant now) {
    return jdbc.sql(
            """
            select *, array(
              select secret union all select * from (
                select o.secret from webhook_old_secret o
                where o.webhook_id = w.id and o.ends_at > :now order by o.ends_at desc) old
            ) as secrets
            from webhook w where id = any(:ids)""")
        .param("ids", webhooks.toArray(UUID[]::new))
        .param("now", InstantColumn.write(now))
        .query(
            (row, n) ->
                new Target(
                    WebhookRow.read(row, n),
                    List.of((byte[][]) row.getArray("secrets").getArray())))
        .list();
  }

  @Override
  @Transactional
  public void finish(List<Outcome> outcomes, Instant now) {
    scannedTo();
    finished.keep(outcomes, now);
  }

  private static Claim claim(ResultSet row, int n) throws SQLException {
    return new Claim(
        row.getObject("webhook_id", UUID.class),
        row.getLong("lane"),
        row.getObject("seq", Long.class),
        row.getString("event_id"),
        row.getInt("tries"),
        InstantColumn.readNullable(row, "first_at"),
        row.getLong("fence"));
  }

  private static Subscriber subscriber(ResultSet row, int n) throws SQLException {
    EventTypes types = new EventTypes(List.of((String[]) row.getArray("types").getArray()));
    return new Subscriber(
        row.getObject("id", UUID.class),
        new EventFilter(types, new ModelPattern(row.getString("models"))),
        row.getLong("since"),
        row.getObject("behind", Long.class),
        row.getInt("failures"),
        Set.of((Long[]) row.getArray("lanes").getArray()));
  }
}
