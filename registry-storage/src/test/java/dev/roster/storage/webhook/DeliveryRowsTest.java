package dev.roster.storage.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Deliveries are listed for a while, the newest of each webhook; those that wait stay. */
class DeliveryRowsTest {
  private static final Instant NOW = Instant.parse("2026-03-20T09:00:00Z");
  private static final Instant OLD = NOW.minus(Duration.ofDays(8));

  private final KeptWebhooks kept = new KeptWebhooks();

  @Test
  void theOldAndTheSurplusAreRemovedAndWhatWaitsStays() {
    UUID busy = kept.webhook("active");
    kept.delivery(busy, 1, "waiting", NOW);
    for (int seq = 2; seq <= 5; seq++) kept.delivery(busy, seq, "delivered", NOW);
    UUID quiet = kept.webhook("active");
    kept.delivery(quiet, 6, "delivered", OLD);
    kept.delivery(quiet, 7, "failed", OLD.plus(Duration.ofDays(2)));
    kept.delivery(quiet, 8, "waiting", OLD);
    new DeliveryRows(kept.jdbc).trim(NOW.minus(Duration.ofDays(7)), 2);
    assertThat(
            kept.jdbc.sql("select seq from webhook_delivery order by seq").query(Long.class).list())
        .containsExactly(1L, 4L, 5L, 7L, 8L);
  }
}
