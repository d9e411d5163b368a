package dev.roster.core.lineage;

import dev.roster.core.access.Principal;
import dev.roster.core.access.Tokens;
import dev.roster.core.job.BackgroundJob;
import dev.roster.core.problem.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * Records kept events as soon as their run is linked to a model, with the rights that the principal
 * that sent them has then.
 */
@Service
public class KeptEvents implements BackgroundJob {
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofMinutes(10);
  private static final Duration LIFE = Duration.ofDays(30);
  private static final int MAX_AT_ONCE = 1_000;

  private final EventStore events;
  private final Runs runs;
  private final Tokens tokens;
  private final Clock clock;

  KeptEvents(EventStore events, Runs runs, Tokens tokens, Clock clock) {
    this.events = events;
    this.runs = runs;
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "kept-lineage-events";
  }

  @Override
  public Duration every() {
    return EVERY;
  }

  @Override
  public void run() {
    Instant now = clock.instant();
    record(events.due(now.minus(RETRY), MAX_AT_ONCE));
    events.deleteReceivedBefore(now.minus(LIFE));
  }

  /** Records the kept events of a run that was linked to a model just now. */
  public void recordOf(UUID run) {
    record(events.of(run, MAX_AT_ONCE));
  }

  private void record(List<EventStore.Kept> due) {
    for (EventStore.Kept kept : due) {
      if (isRecorded(kept)) events.delete(kept.id());
      else events.markTried(kept.id(), clock.instant());
    }
  }

  private boolean isRecorded(EventStore.Kept kept) {
    Optional<Principal> keeper = tokens.principal(kept.keeper());
    try {
      return keeper.isPresent() && runs.recordIfLinked(kept.event(), keeper.get());
    } catch (Refused refused) { // such as a run that has too many inputs by now
      return false;
    }
  }
}
