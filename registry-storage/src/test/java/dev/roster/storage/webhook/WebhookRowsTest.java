package dev.roster.storage.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.storage.Engines;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A webhook that was disabled for long is sent a week of what it missed. */
class WebhookRowsTest {
  private static final Instant NOW = Instant.parse("2026-03-20T09:00:00Z");
  private static final UUID WEBHOOK = UUID.fromString("00000000-0000-0000-0000-000000000001");

  private final DataSource database = Engines.database().dataSource();
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final WebhookRows webhooks = new WebhookRows(jdbc);

  @BeforeEach
  void disable() {
    Flyway.configure().dataSource(database).load().migrate();
    jdbc.sql(
            """
            insert into webhook (id, name, url, types, models, format, state, owner, created_by,
              created_at, secret, since)
            values (:id, 'ci', 'https://ci.example.org', '{*}', '*', 'cloudevents', 'disabled',
              'admin', 'admin', now(), '', 0)""")
        .param("id", WEBHOOK)
        .update();
  }

  private void entry(long seq, int model, int daysAgo) {
    jdbc.sql(
            """
            insert into audit_entry (seq, id, at, subject, action, model_id, model, detail, hash)
            values (:seq, :seq, :now::timestamptz - make_interval(days => :days),
              gen_random_uuid(), 'model.changed', nullif(:model, 0), 'm', '{}', '')""")
        .param("seq", seq)
        .param("model", model)
        .param("days", daysAgo)
        .param("now", NOW.toString())
        .update();
  }

  private void lane(int model, long seq) {
    jdbc.sql(
            """
            insert into webhook_lane (webhook_id, lane, seq, due_at)
            values (:id, :model, :seq, 'infinity')""")
        .param("id", WEBHOOK)
        .param("model", model)
        .param("seq", seq)
        .update();
  }

  @Test
  void whatIsOlderThanAWeekIsNotSentWhenItGoesOn() {
    entry(1, 7, 9); // the lane of model 7 goes on with its next entry
    entry(2, 8, 9); // that of model 8 has none
    entry(3, 0, 8);
    entry(4, 9, 6);
    entry(5, 7, 6);
    entry(6, 0, 5);
    lane(7, 1);
    lane(8, 2);
    lane(0, 3);
    lane(9, 4);
    webhooks.resume(WEBHOOK, NOW);
    assertThat(
            jdbc.sql("select lane || ' at ' || seq from webhook_lane order by lane")
                .query(String.class)
                .list())
        .containsExactly("0 at 6", "7 at 5", "9 at 4");
  }
}
