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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Records kept events as soon as their run is linked to a model, with the rights that the principal
 * that sent them has then.
 */
@Service
public class KeptEvents implements BackgroundJob {
  private static final Logger LOG = LoggerFactory.getLogger(KeptEvents.class);
  private static final Duration EVERY = Duration.ofSeconds(10);
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

  /**
   * Records the kept events of a run that was linked to a model just now. Within a transaction they
   * are left to the next run of this job, because each of them locks the rows of its run.
   */
  public void recordOf(UUID run) {
    if (!TransactionSynchronizationManager.isActualTransactionActive())
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
    } catch (RuntimeException failed) { // it is tried again, and must not hold up the others
      LOG.warn("A kept event of the run {} was not recorded.", kept.event().run(), failed);
      return false;
    }
  }
}
