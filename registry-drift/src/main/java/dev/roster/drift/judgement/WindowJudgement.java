package dev.roster.drift.judgement;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of judging a window against the baseline.
 *
 * @param calm whether the window is under the lower threshold for leaving an alarm
 * @param driftedShare the share of features that drifted
 * @param prediction how far the score, or the prediction if no score was sent, has moved; null if
 *     neither was sent
 */
public record WindowJudgement(
    Outcome outcome,
    boolean calm,
    long rows,
    double driftedShare,
    List<FeatureScore> features,
    @Nullable FeatureScore prediction) {
  public WindowJudgement {
    features = List.copyOf(features);
  }

  /** A window that is not judged. */
  public static WindowJudgement none(Outcome outcome, long rows) {
    return new WindowJudgement(outcome, false, rows, 0, List.of(), null);
  }

  public long drifted() {
    return features.stream().filter(FeatureScore::drifted).count();
  }

  public Optional<FeatureScore> worst() {
    return features.stream()
        .filter(feature -> feature.score() != null)
        .max(Comparator.comparing(FeatureScore::score));
  }
}
