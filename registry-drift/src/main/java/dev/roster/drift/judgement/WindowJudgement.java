package dev.roster.drift.judgement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of judging a window against the baseline.
 *
 * @param calm whether the window is under the lower threshold for leaving an alarm
 * @param driftedShare the share of features that drifted
 * @param prediction how far the score, or the prediction if no score was sent, has moved; null if
 *     neither was sent
 * @param worst the drifted feature that is furthest over its threshold, or the prediction if it
 *     alone drifted; null if nothing drifted
 * @param notJudged columns of the baseline that cannot be judged
 */
public record WindowJudgement(
    Outcome outcome,
    boolean calm,
    long rows,
    double driftedShare,
    List<FeatureScore> features,
    @Nullable FeatureScore prediction,
    @Nullable Worst worst,
    List<UnjudgedColumn> notJudged) {
  public WindowJudgement {
    features = List.copyOf(features);
    notJudged = List.copyOf(notJudged);
  }

  /** A window that is not judged. */
  public static WindowJudgement none(Outcome outcome, long rows) {
    return new WindowJudgement(outcome, false, rows, 0, List.of(), null, null, List.of());
  }

  /** The same window, if it has too few rows to tell drift from noise. */
  public WindowJudgement withTooFewRows() {
    return new WindowJudgement(
        Outcome.INSUFFICIENT_DATA, false, rows, 0, List.of(), null, null, notJudged);
  }

  public long drifted() {
    return features.stream().filter(FeatureScore::drifted).count();
  }
}
