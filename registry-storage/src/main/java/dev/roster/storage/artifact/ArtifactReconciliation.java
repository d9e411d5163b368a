package dev.roster.storage.artifact;

import dev.roster.core.artifact.ArtifactSettings;
import dev.roster.core.artifact.Collector;
import dev.roster.core.job.BackgroundJob;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Compares the whole store with the database. */
@Component
class ArtifactReconciliation implements BackgroundJob {
  private final Collector collector;
  private final Duration every;

  ArtifactReconciliation(Collector collector, ArtifactSettings settings) {
    this.collector = collector;
    every = settings.reconcileEvery();
  }

  @Override
  public String name() {
    return "artifact-reconciliation";
  }

  @Override
  public Duration every() {
    return every;
  }

  @Override
  public void run() {
    collector.reconcile();
  }
}
