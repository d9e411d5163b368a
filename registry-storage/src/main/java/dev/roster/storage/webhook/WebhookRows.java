package dev.roster.storage.webhook;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.webhook.Webhook;
import dev.roster.core.webhook.Webhook.Definition;
import dev.roster.core.webhook.WebhookStore;
import dev.roster.storage.page.Numbered;
import dev.roster.storage.time.InstantColumn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Repository
class WebhookRows implements WebhookStore {
  /** The advisory lock of whoever adds a webhook: "hooks" in ASCII. */
  private static final long ADDING = 0x686f6f6b73L;

  private static final Duration CAUGHT_UP = Duration.ofDays(7);

  private final JdbcClient jdbc;

  WebhookRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void lockAll() {
    jdbc.sql("select pg_advisory_xact_lock(:lock)")
        .param("lock", ADDING)
        .query((row, n) -> true)
        .single();
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public Count countLocked(String owner) {
    lockAll();
    return jdbc.sql(
            "select count(*) filter (where owner = :owner) as own, count(*) as all_ from webhook")
        .param("owner", owner)
        .query((row, n) -> new Count(row.getInt("own"), row.getInt("all_")))
        .single();
  }

  @Override
  public void insert(Webhook webhook, byte[] secret, long since) {
    Definition definition = webhook.definition();
    jdbc.sql(
            """
            insert into webhook (id, name, url, types, models, format, state, owner, created_by,
              created_at, secret, since)
            values (:id, :name, :url, :types, :models, :format, :state, :owner, :by, :at, :secret,
              :since)""")
        .param("id", webhook.id())
        .param("name", definition.name())
        .param("url", definition.url())
        .param("types", definition.filter().types().patterns().toArray(String[]::new))
        .param("models", definition.filter().models().text())
        .param("format", definition.format().wire())
        .param("state", webhook.state().wire())
        .param("owner", webhook.owner())
        .param("by", webhook.createdBy())
        .param("at", InstantColumn.write(webhook.createdAt()))
        .param("secret", secret)
        .param("since", since)
        .update();
  }

  @Override
  public Optional<Webhook> find(UUID id) {
    return jdbc.sql("select * from webhook where id = :id")
        .param("id", id)
        .query(WebhookRow::read)
        .optional();
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<Webhook> lock(UUID id) {
    jdbc.sql("select seq from webhook_scan for share").query(Long.class).single();
    return jdbc.sql("select * from webhook where id = :id for no key update")
        .param("id", id)
        .query(WebhookRow::read)
        .optional();
  }

  @Override
  public Page<Webhook> list(@Nullable String owner, PageRequest page) {
    List<Numbered<Webhook>> rows =
        jdbc.sql(
                """
                select * from webhook
                where (:owner::text is null or owner = :owner)
                  and (:before::bigint is null or number < :before)
                order by number desc limit :fetch""")
            .param("owner", owner)
            .param("before", Numbered.after(page))
            .param("fetch", page.fetch())
            .query((row, n) -> new Numbered<>(row.getLong("number"), WebhookRow.read(row, n)))
            .list();
    return Numbered.page(rows, page);
  }

  @Override
  public void change(UUID id, Definition definition, Webhook.State state, Instant now) {
    jdbc.sql(
            """
            update webhook set name = :name, url = :url, types = :types, models = :models,
              format = :format, revision = revision + 1, failures = 1, look_at = null,
              state = case when :active then 'active' else state end,
              disabled_reason = case when :active then null else disabled_reason end
            where id = :id""")
        .param("name", definition.name())
        .param("url", definition.url())
        .param("types", definition.filter().types().patterns().toArray(String[]::new))
        .param("models", definition.filter().models().text())
        .param("format", definition.format().wire())
        .param("active", state == Webhook.State.ACTIVE)
        .param("id", id)
        .update();
    jdbc.sql(
            """
            update webhook_lane set tries = 0, first_at = null, due_at = :now
            where webhook_id = :id and not sending""")
        .param("now", InstantColumn.write(now))
        .param("id", id)
        .update();
  }

  @Override
  public void resume(UUID id, Instant now) {
    jdbc.sql(
            """
            update webhook set since = greatest(since,
              coalesce((select max(seq) from audit_entry where at < :oldest), 0))
            where id = :id""")
        .param("oldest", InstantColumn.write(now.minus(CAUGHT_UP)))
        .param("id", id)
        .update();
    jdbc.sql(
            """
            with late as (
              select l.lane, (
                select min(e.seq) from audit_entry e
                where e.seq > w.since and e.model_id is not distinct from nullif(l.lane, 0)) as seq
              from webhook_lane l join webhook w on w.id = l.webhook_id
              where w.id = :id and l.lane >= 0 and l.seq <= w.since),
            ended as (
              delete from webhook_lane l using late
              where l.webhook_id = :id and l.lane = late.lane and late.seq is null)
            update webhook_lane l set seq = late.seq from late
            where l.webhook_id = :id and l.lane = late.lane and late.seq is not null""")
        .param("id", id)
        .update();
  }

  @Override
  public boolean disable(UUID id, String reason) {
    int disabled =
        jdbc.sql(
                """
                update webhook set state = 'disabled', disabled_reason = :reason,
                  revision = revision + 1,
                  behind = coalesce(behind, (select seq from webhook_scan))
                where id = :id and state = 'active'""")
            .param("reason", reason)
            .param("id", id)
            .update();
    if (disabled == 0) return false;
    jdbc.sql("update webhook_lane set due_at = 'infinity' where webhook_id = :id and not sending")
        .param("id", id)
        .update();
    jdbc.sql(
            "update webhook_delivery set state = 'failed' where webhook_id = :id and state = 'waiting'")
        .param("id", id)
        .update();
    return true;
  }

  @Override
  public List<UUID> withRevokedMaker() {
    return jdbc.sql(
            """
            select w.id from webhook w join token t on w.owner = 'token:' || t.id
            where w.state = 'active' and t.revoked_at is not null""")
        .query(UUID.class)
        .list();
  }

  @Override
  public int oldSecrets(UUID id, Instant now) {
    jdbc.sql("delete from webhook_old_secret where webhook_id = :id and ends_at <= :now")
        .param("id", id)
        .param("now", InstantColumn.write(now))
        .update();
    return jdbc.sql("select count(*) from webhook_old_secret where webhook_id = :id")
        .param("id", id)
        .query(Integer.class)
        .single();
  }

  @Override
  public void replaceSecret(UUID id, byte[] secret, Instant oldEnds) {
    jdbc.sql(
            """
            insert into webhook_old_secret (webhook_id, ends_at, secret)
            select id, :ends, secret from webhook where id = :id""")
        .param("ends", InstantColumn.write(oldEnds))
        .param("id", id)
        .update();
    jdbc.sql("update webhook set secret = :secret, revision = revision + 1 where id = :id")
        .param("secret", secret)
        .param("id", id)
        .update();
  }

  @Override
  public void delete(UUID id) {
    jdbc.sql("delete from webhook where id = :id").param("id", id).update();
  }
}
