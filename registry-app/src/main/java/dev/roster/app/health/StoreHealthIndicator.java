package dev.roster.app.health;

import dev.roster.storage.s3.S3Settings;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Reports whether the store answers. Without the store the registry still answers searches,
 * promotes and rolls back, so the server stays ready and reports that it is degraded.
 */
@Component
final class StoreHealthIndicator implements HealthIndicator {
  private static final Logger LOG = LoggerFactory.getLogger(StoreHealthIndicator.class);
  private static final Status DEGRADED = new Status("DEGRADED", "the store does not answer");
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final S3Client store;
  private final S3Settings settings;
  private volatile boolean away;

  StoreHealthIndicator(S3Client store, S3Settings settings) {
    this.store = store;
    this.settings = settings;
  }

  @Override
  public Health health() {
    try {
      store.headBucket(
          b -> b.bucket(settings.bucket()).overrideConfiguration(o -> o.apiCallTimeout(PATIENCE)));
      if (away) LOG.info("The store answers again");
      away = false;
      return Health.up().build();
    } catch (SdkException unanswered) {
      if (!away) LOG.warn("The store does not answer: {}", unanswered.getMessage());
      away = true;
      return Health.status(DEGRADED).build();
    }
  }
}
