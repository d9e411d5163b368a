package dev.roster.storage.artifact;

import dev.roster.core.artifact.ArtifactSettings;
import dev.roster.core.artifact.Collector;
import dev.roster.core.job.BackgroundJob;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Ends uploads whose server stopped, and deletes bytes that nothing refers to. */
@Component
class ArtifactSweep implements BackgroundJob {
  private final Collector collector;
  private final Duration every;

  ArtifactSweep(Collector collector, ArtifactSettings settings) {
    this.collector = collector;
    every = settings.sweepEvery();
  }

  @Override
  public String name() {
    return "artifact-sweep";
  }

  @Override
  public Duration every() {
    return every;
  }

  @Override
  public void run() {
    collector.sweep();
  }
}
