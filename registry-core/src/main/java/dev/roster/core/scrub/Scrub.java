package dev.roster.core.scrub;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.scrub.RoundStore.Claim;
import dev.roster.core.scrub.RoundStore.StoredBlob;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Visits the blobs that are due. One of all servers works on a walk at a time. If it stops, another
 * one continues after the blob that was visited last; a visit may be repeated.
 */
@Service
public class Scrub {
  private static final Logger LOG = LoggerFactory.getLogger(Scrub.class);
  private static final Duration CLAIM = Duration.ofSeconds(15);
  private static final Duration SAVE_EVERY = Duration.ofSeconds(3);
  private static final int BATCH = 100;

  private final RoundStore rounds;
  private final StoredBytes bytes;
  private final ScrubSettings settings;
  private final Clock clock;

  Scrub(RoundStore rounds, StoredBytes bytes, ScrubSettings settings, Clock clock) {
    this.rounds = rounds;
    this.bytes = bytes;
    this.settings = settings;
    this.clock = clock;
  }

  /** Visits what is due now, unless another server does. */
  public void run(Walk walk) {
    if (settings.period(walk).isZero()) return;
    Instant now = clock.instant();
    Optional<Claim> claim = rounds.claim(walk, now, now.plus(CLAIM));
    if (claim.isEmpty()) return;
    try {
      new Run(claim.get()).visitDue();
    } catch (CancellationException stopping) {
      LOG.debug("The scrub ends, because the server stops");
    } catch (Refused away) {
      if (away.code() != ProblemCode.STORAGE_UNAVAILABLE) throw away;
      LOG.info("The scrub waits, because the artifact store does not answer");
    } finally {
      rounds.release(claim.get());
    }
  }

  /** The work under one claim. */
  private final class Run {
    private final Claim claim;
    private final Duration period;
    private final Throttle throttle = new Throttle(settings.maxRate().toBytes());
    private final LongConsumer read = this::read;
    private Round round;
    private long savedAt = System.nanoTime();
    private boolean holds = true;

    Run(Claim claim) {
      this.claim = claim;
      period = settings.period(claim.walk());
      round = claim.round() == null ? begin() : claim.round();
    }

    private Round begin() {
      return Round.begin(clock.instant(), rounds.total());
    }

    void visitDue() {
      while (holds && isDue()) {
        if (round.ended()) round = begin();
        List<StoredBlob> batch = rounds.after(round.last(), BATCH);
        if (batch.isEmpty()) round = round.end();
        for (StoredBlob blob : batch) {
          if (!holds || !isDue()) break;
          visit(blob);
          round = round.visited(blob.id(), blob.size());
          if (System.nanoTime() - savedAt > SAVE_EVERY.toNanos()) save();
        }
        if (holds) save();
      }
    }

    private boolean isDue() {
      return round.isDue(claim.walk(), clock.instant(), period);
    }

    private void visit(StoredBlob blob) {
      try {
        switch (claim.walk()) {
          case PRESENCE -> bytes.checkPresence(blob, read);
          case CONTENT -> bytes.checkContent(blob, read);
        }
      } catch (IOException broken) {
        LOG.warn(
            "The scrub could not read {} under {} and reads it in the next round: {}",
            blob.sha256(),
            blob.key(),
            broken.toString());
      }
    }

    private void read(long count) {
      throttle.took(count);
      if (System.nanoTime() - savedAt > SAVE_EVERY.toNanos()) save();
    }

    private void save() {
      savedAt = System.nanoTime();
      holds = rounds.save(claim, round, clock.instant().plus(CLAIM));
    }
  }
}
