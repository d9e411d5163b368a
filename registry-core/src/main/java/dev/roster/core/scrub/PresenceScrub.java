package dev.roster.core.scrub;

import dev.roster.core.job.BackgroundJob;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Asks the store for the sizes of all stored files, again and again. */
@Component
class PresenceScrub implements BackgroundJob {
  private final Scrub scrub;
  private final Duration every;

  PresenceScrub(Scrub scrub, ScrubSettings settings) {
    this.scrub = scrub;
    every = settings.every(Walk.PRESENCE);
  }

  @Override
  public String name() {
    return "scrub-presence";
  }

  @Override
  public Duration every() {
    return every;
  }

  @Override
  public void run() {
    scrub.run(Walk.PRESENCE);
  }
}
