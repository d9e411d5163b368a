package dev.roster.core.scrub;

import dev.roster.core.job.BackgroundJob;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Reads and hashes all stored files, again and again. */
@Component
class ContentScrub implements BackgroundJob {
  private final Scrub scrub;
  private final Duration every;

  ContentScrub(Scrub scrub, ScrubSettings settings) {
    this.scrub = scrub;
    every = settings.every(Walk.CONTENT);
  }

  @Override
  public String name() {
    return "scrub-content";
  }

  @Override
  public Duration every() {
    return every;
  }

  @Override
  public void run() {
    scrub.run(Walk.CONTENT);
  }
}
