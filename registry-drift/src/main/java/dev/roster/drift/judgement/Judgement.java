package dev.roster.drift.judgement;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a window shows against the baseline: a pure function's result.
 *
 * @param calm whether the window lies under the lower threshold for leaving an alarm
 * @param driftedShare of the features
 * @param prediction the score, or the prediction itself; null: neither was seen
 */
public record Judgement(
    Outcome outcome,
    boolean calm,
    long rows,
    double driftedShare,
    List<FeatureScore> features,
    @Nullable FeatureScore prediction) {
  public Judgement {
    features = List.copyOf(features);
  }

  /** A window that is not judged. */
  public static Judgement none(Outcome outcome, long rows) {
    return new Judgement(outcome, false, rows, 0, List.of(), null);
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
