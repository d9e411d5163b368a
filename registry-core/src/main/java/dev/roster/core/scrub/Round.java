package dev.roster.core.scrub;

import java.time.Duration;
import java.time.Instant;

/**
 * A round of a walk: each blob once, by id. A round takes nine tenths of the period, at an even
 * pace, so that between two visits of a blob there is less than the period.
 *
 * @param last the id of the blob that was visited last; 0 before the first
 * @param done what was visited in this round
 * @param total what there was when the round began
 * @param ended whether the round visited all blobs
 */
public record Round(Instant begun, long last, Amount done, Amount total, boolean ended) {
  private static final double SHARE_OF_PERIOD = 0.9;

  /** What a visit costs beside the bytes, in bytes. */
  private static final long VISIT = 64 * 1024;

  public static Round begin(Instant now, Amount total) {
    return new Round(now, 0, Amount.NONE, total, false);
  }

  Round visited(long blob, long size) {
    return new Round(begun, blob, done.plus(size), total, ended);
  }

  Round end() {
    return new Round(begun, last, done, total, true);
  }

  /** Whether a further blob is due, of this round or, if it has ended, of the next. */
  boolean isDue(Walk walk, Instant now, Duration period) {
    double length = period.toMillis() * SHARE_OF_PERIOD;
    double passed = Duration.between(begun, now).toMillis() / length;
    return passed >= 1 || !ended && cost(walk, done) <= passed * cost(walk, total);
  }

  private static double cost(Walk walk, Amount amount) {
    return switch (walk) {
      case PRESENCE -> amount.blobs();
      case CONTENT -> amount.bytes() + (double) amount.blobs() * VISIT;
    };
  }
}
