package dev.roster.storage.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WebhookGaugesTest {
  private static final Instant OLDEST = Instant.parse("2026-03-03T14:05:00Z");

  private final KeptWebhooks kept = new KeptWebhooks();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private double gauge(String name, String... tags) {
    return meters.get(name).tags(tags).gauge().value();
  }

  @Test
  void theOldestEventThatAnActiveWebhookWasNotSentIsShown() {
    WebhookGauges gauges = new WebhookGauges(kept.jdbc);
    gauges.bindTo(meters);
    UUID active = kept.webhook("active");
    UUID disabled = kept.webhook("disabled");
    kept.webhook("disabled");
    kept.entry(1, 7, OLDEST.minusSeconds(60));
    kept.entry(2, 7, OLDEST);
    kept.entry(3, 8, OLDEST.plusSeconds(60));
    kept.lane(disabled, 7, 1); // is not sent anything
    gauges.run();
    assertThat(gauge("roster.webhooks", "state", "active")).isEqualTo(1);
    assertThat(gauge("roster.webhooks", "state", "disabled")).isEqualTo(2);
    assertThat(gauge("roster.webhooks.oldest.undelivered.timestamp")).isNaN();
    kept.lane(active, 8, 3);
    kept.lane(active, 7, 2);
    gauges.run();
    assertThat(gauge("roster.webhooks.oldest.undelivered.timestamp"))
        .isEqualTo(OLDEST.getEpochSecond());
  }
}
