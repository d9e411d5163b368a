package dev.roster.storage.artifact;

import dev.roster.core.blob.BlobStore;
import dev.roster.core.job.BackgroundJob;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Asks the store whether it works, so that calls need not find out by waiting. */
@Component
class StoreProbe implements BackgroundJob {
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final BlobStore store;

  StoreProbe(BlobStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "store-probe";
  }

  @Override
  public Duration every() {
    return EVERY;
  }

  @Override
  public void run() {
    store.isAvailable();
  }
}
