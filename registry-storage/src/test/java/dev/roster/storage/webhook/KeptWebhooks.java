package dev.roster.storage.webhook;

import dev.roster.storage.Engines;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database in which tests write the rows of webhooks. */
final class KeptWebhooks {
  final JdbcClient jdbc;

  KeptWebhooks() {
    DataSource database = Engines.database().dataSource();
    Flyway.configure().dataSource(database).load().migrate();
    jdbc = JdbcClient.create(database);
  }

  UUID webhook(String state) {
    return jdbc.sql(
            """
            insert into webhook (id, name, url, types, models, format, state, owner, created_by,
              created_at, secret, since)
            values (gen_random_uuid(), 'ci', 'https://ci.example.org', '{*}', '*', 'cloudevents',
              :state, 'admin', 'admin', now(), '', 0) returning id""")
        .param("state", state)
        .query(UUID.class)
        .single();
  }

  /**
   * @param model 0 means none
   */
  void entry(long seq, int model, Instant at) {
    jdbc.sql(
            """
            insert into audit_entry (seq, id, at, subject, action, model_id, model, detail, hash)
            values (:seq, :seq, :at::timestamptz, gen_random_uuid(), 'model.changed',
              nullif(:model, 0), 'm', '{}', '')""")
        .param("seq", seq)
        .param("model", model)
        .param("at", at.toString())
        .update();
  }

  void lane(UUID webhook, int model, long seq) {
    jdbc.sql(
            """
            insert into webhook_lane (webhook_id, lane, seq, due_at)
            values (:id, :model, :seq, 'infinity')""")
        .param("id", webhook)
        .param("model", model)
        .param("seq", seq)
        .update();
  }

  void delivery(UUID webhook, long seq, String state, Instant at) {
    jdbc.sql(
            """
            insert into webhook_delivery (webhook_id, seq, event_id, type, state, created_at)
            values (:id, :seq, 'e', 'model.changed', :state, :at::timestamptz)""")
        .param("id", webhook)
        .param("seq", seq)
        .param("state", state)
        .param("at", at.toString())
        .update();
  }
}
