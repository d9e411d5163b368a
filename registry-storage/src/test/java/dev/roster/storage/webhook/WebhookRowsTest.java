package dev.roster.storage.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A webhook that was disabled for long is sent a week of what it missed. */
class WebhookRowsTest {
  private static final Instant NOW = Instant.parse("2026-03-20T09:00:00Z");

  private final KeptWebhooks kept = new KeptWebhooks();

  private void entry(long seq, int model, int daysAgo) {
    kept.entry(seq, model, NOW.minus(Duration.ofDays(daysAgo)));
  }

  @Test
  void whatIsOlderThanAWeekIsNotSentWhenItGoesOn() {
    UUID webhook = kept.webhook("disabled");
    entry(1, 7, 9); // the lane of model 7 goes on with its next entry
    entry(2, 8, 9); // that of model 8 has none
    entry(3, 0, 8);
    entry(4, 9, 6);
    entry(5, 7, 6);
    entry(6, 0, 5);
    kept.lane(webhook, 7, 1);
    kept.lane(webhook, 8, 2);
    kept.lane(webhook, 0, 3);
    kept.lane(webhook, 9, 4);
    new WebhookRows(kept.jdbc).resume(webhook, NOW);
    assertThat(
            kept.jdbc
                .sql("select lane || ' at ' || seq from webhook_lane order by lane")
                .query(String.class)
                .list())
        .containsExactly("0 at 6", "7 at 5", "9 at 4");
  }
}
