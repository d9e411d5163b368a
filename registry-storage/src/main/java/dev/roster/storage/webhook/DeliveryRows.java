package dev.roster.storage.webhook;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.webhook.Delivery;
import dev.roster.core.webhook.Delivery.Attempt;
import dev.roster.core.webhook.DeliveryStore;
import dev.roster.storage.json.JsonColumn;
import dev.roster.storage.page.Numbered;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

@Repository
class DeliveryRows implements DeliveryStore {
  private static final TypeReference<List<Attempt>> ATTEMPTS = new TypeReference<>() {};

  /** A delivery waits in the lane of its model, or in one of its own. */
  private static final String SELECT =
      """
      select d.*, l.due_at from webhook_delivery d
      left join lateral (
        select min(due_at) as due_at from webhook_lane l
        where l.webhook_id = d.webhook_id and not l.sending
          and (l.lane = -d.number or l.seq = d.seq)) l on d.state = 'waiting'
      where d.webhook_id = :webhook and\s""";

  private final JdbcClient jdbc;

  DeliveryRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Page<Delivery> list(UUID webhook, PageRequest page) {
    List<Numbered<Delivery>> rows =
        jdbc.sql(
                SELECT
                    + """
                    (:before::bigint is null or d.number < :before)
                    order by d.number desc limit :fetch""")
            .param("webhook", webhook)
            .param("before", Numbered.after(page))
            .param("fetch", page.fetch())
            .query((row, n) -> new Numbered<>(row.getLong("number"), read(row, n)))
            .list();
    return Numbered.page(rows, page);
  }

  @Override
  public Optional<Delivery> find(UUID webhook, UUID delivery) {
    return jdbc.sql(SELECT + "d.id = :id")
        .param("webhook", webhook)
        .param("id", delivery)
        .query(DeliveryRows::read)
        .optional();
  }

  @Override
  public Delivery addTest(UUID webhook, String eventId, Instant now) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into webhook_delivery (id, webhook_id, event_id, type, state, created_at)
            values (:id, :webhook, :event, 'webhook.test', 'waiting', :now)""")
        .param("id", id)
        .param("webhook", webhook)
        .param("event", eventId)
        .param("now", InstantColumn.write(now))
        .update();
    sendAgain(webhook, id, now);
    return find(webhook, id).orElseThrow();
  }

  @Override
  public void sendAgain(UUID webhook, UUID delivery, Instant now) {
    jdbc.sql(
            """
            with again as (
              update webhook_delivery set state = 'waiting'
              where id = :id and webhook_id = :webhook returning *)
            insert into webhook_lane (webhook_id, lane, seq, due_at)
            select webhook_id, -number, seq, :now from again
            on conflict (webhook_id, lane) do update set due_at = :now
              where not webhook_lane.sending""")
        .param("id", delivery)
        .param("webhook", webhook)
        .param("now", InstantColumn.write(now))
        .update();
  }

  @Override
  public void trim(Instant before, int perWebhook) {
    jdbc.sql(
            """
            delete from webhook_delivery d using (
              select number from (
                select number, created_at, state,
                  row_number() over (partition by webhook_id order by number desc) as nth
                from webhook_delivery) n
              where (n.nth > :keep or n.created_at < :before) and n.state <> 'waiting') old
            where d.number = old.number""")
        .param("keep", perWebhook)
        .param("before", InstantColumn.write(before))
        .update();
  }

  private static Delivery read(ResultSet row, int n) throws SQLException {
    List<Attempt> attempts = JsonColumn.read(row.getString("attempts"), ATTEMPTS);
    return new Delivery(
        row.getObject("id", UUID.class),
        row.getString("event_id"),
        row.getString("type"),
        Delivery.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        attempts == null ? List.of() : attempts,
        InstantColumn.readNullable(row, "due_at"));
  }
}
