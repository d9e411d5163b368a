package dev.roster.storage.webhook;

import dev.roster.storage.verify.Contradiction;
import dev.roster.storage.verify.ContradictionCheck;
import dev.roster.storage.verify.Snapshot;
import java.sql.SQLException;
import java.util.List;

/**
 * I9: no event is lost between the log and a webhook, and none overtakes another one of its model.
 * What a webhook wants is read since it was last changed, of models that its maker may read and
 * that were not renamed, and for a day, as deliveries are kept for a while.
 */
final class WebhookCheck extends ContradictionCheck {
  private static final String WANTED =
      """
      from webhook w cross join webhook_scan s
      cross join lateral (
        select coalesce(max(c.seq), 0) as seq from audit_entry c
        where c.model_id is null and c.action = 'webhook.changed'
          and c.detail ->> 'id' = w.id::text) changed
      join audit_entry e on e.seq > greatest(w.since, changed.seq) and e.seq <= s.seq
      join model m on m.id = e.model_id and m.name = e.model
      where w.state = 'active' and w.behind is null
        and not exists (select from audit_pending p
          where p.action = 'webhook.changed' and p.detail ->> 'id' = w.id::text)
        and (w.owner = 'admin' or exists (
          select from token t join token_grant g on g.token_id = t.id
          where w.owner = 'token:' || t.id and t.revoked_at is null
            and (g.model_id = m.id or starts_with(lower(m.name), lower(g.prefix)))))
        and e.at > now() - interval '1 day'
        and exists (select from unnest(w.types) t where t = '*' or t = e.action
          or (t like '%.*' and starts_with(e.action, left(t, -1))))
        and (lower(w.models) = lower(m.name) or (w.models like '%*'
          and starts_with(lower(m.name), lower(left(w.models, -1)))))
        and (select count(*) from webhook_delivery c where c.webhook_id = w.id) < 1000
      """;

  WebhookCheck() {
    super(
        "I9",
        "Read the deliveries of the webhook, and send those that it lacks again.",
        List.of(
            new Contradiction(
                "an event was neither sent to a webhook nor is it to be sent",
                "select 'webhook ' || w.id || ', event ' || e.seq as place "
                    + WANTED
                    + """
                    and not exists (
                      select from webhook_delivery d where d.webhook_id = w.id and d.seq = e.seq)
                    and not exists (select from webhook_lane l
                      where l.webhook_id = w.id and l.lane = e.model_id and l.seq <= e.seq)
                    """),
            new Contradiction(
                "an event was sent to a webhook before an earlier one of its model",
                """
                select 'webhook ' || d.webhook_id || ', event ' || d.seq as place
                from webhook_delivery d join audit_entry e on e.seq = d.seq
                join webhook_lane l on l.webhook_id = d.webhook_id and l.lane = e.model_id
                where d.state = 'delivered' and l.seq < d.seq
                """)));
  }

  @Override
  protected String lookedAt(Snapshot rows) throws SQLException {
    return rows.count("select count(*) from webhook") + " webhooks";
  }
}
