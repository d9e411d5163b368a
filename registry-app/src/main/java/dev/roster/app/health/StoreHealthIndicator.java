package dev.roster.app.health;

import dev.roster.core.blob.BlobStore;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Reports whether the store works. Without the store the registry still answers searches, promotes
 * and rolls back, so the server stays ready and reports that it is degraded.
 */
@Component
final class StoreHealthIndicator implements HealthIndicator {
  private static final Status DEGRADED =
      new Status("DEGRADED", "the store does not answer, or its disk is full");

  private final BlobStore store;

  StoreHealthIndicator(BlobStore store) {
    this.store = store;
  }

  @Override
  public Health health() {
    return store.isAvailable() ? Health.up().build() : Health.status(DEGRADED).build();
  }
}
