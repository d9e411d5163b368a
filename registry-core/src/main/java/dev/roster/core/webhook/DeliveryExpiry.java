package dev.roster.core.webhook;

import dev.roster.core.job.BackgroundJob;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Removes deliveries that are no longer listed. */
@Component
class DeliveryExpiry implements BackgroundJob {
  private final DeliveryStore deliveries;
  private final WebhookSettings settings;
  private final Clock clock;

  DeliveryExpiry(DeliveryStore deliveries, WebhookSettings settings, Clock clock) {
    this.deliveries = deliveries;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "webhook-delivery-expiry";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(5);
  }

  @Override
  public void run() {
    deliveries.trim(clock.instant().minus(settings.keepFor()), settings.keepPerWebhook());
  }
}
