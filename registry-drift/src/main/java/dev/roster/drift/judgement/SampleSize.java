package dev.roster.drift.judgement;

import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.cells.NumericCells;
import dev.roster.drift.profile.ColumnCounts;
import dev.roster.drift.profile.Profile;
import dev.roster.drift.statistic.NoiseFloor;
import dev.roster.drift.statistic.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How many rows a window needs to be judged. A window is not judged if it has fewer than {@code
 * minimumRows}, or if the noise floor of most features is over half of the alarm threshold. If no
 * feature is judged, the noise floor of the prediction decides.
 */
public final class SampleSize {
  private static final long MAX_ROWS = 1_000_000_000L;

  private final DriftRules rules;
  private final long baselineRows;
  private final long shapeRows;
  private final List<Feature> features = new ArrayList<>();
  private final boolean ofPrediction;

  /**
   * @param floor null if there are no values to compare
   */
  private record Feature(String name, @Nullable NoiseFloor floor) {}

  /**
   * @param shape how the rows of a window are distributed, whatever their number
   * @param predictions how many rows of it must have a prediction for it to be judged
   */
  private SampleSize(Baseline baseline, Profile shape, DriftRules rules, long predictions) {
    this.rules = rules;
    this.baselineRows = baseline.rows();
    this.shapeRows = shape.rows();
    for (int i = 0; i < baseline.features().size(); i++)
      if (baseline.features().get(i).notJudged().isEmpty())
        features.add(feature(baseline.features().get(i), shape.columns().get(i)));
    int place = features.isEmpty() ? Judge.predictionPlace(baseline, shape, predictions) : -1;
    ofPrediction = place >= 0;
    if (ofPrediction)
      features.add(feature(baseline.columns().get(place), shape.columns().get(place)));
  }

  private Feature feature(BaselineColumn column, ColumnCounts counts) {
    Statistic statistic =
        column.cells() instanceof NumericCells ? rules.numeric() : rules.categorical();
    return new Feature(column.name(), statistic.noiseFloor(column, counts).orElse(null));
  }

  /** For windows that are distributed as the baseline is. */
  public static SampleSize ofBaseline(Baseline baseline, DriftRules rules) {
    List<ColumnCounts> counts = baseline.columns().stream().map(BaselineColumn::counts).toList();
    return new SampleSize(baseline, new Profile(baseline.rows(), counts), rules, 0);
  }

  /** For windows that are distributed as this one is, which has rows. */
  public static SampleSize ofWindow(Baseline baseline, Profile window, DriftRules rules) {
    return new SampleSize(baseline, window, rules, rules.minimumRows());
  }

  /**
   * The noise of the features' scores.
   *
   * @param noisy how many features have a noise floor over {@code limit}
   * @param features how many features are judged
   * @param ofPrediction whether no feature is judged, so that the one counted is the prediction
   * @param limit half of the alarm threshold
   * @param example the feature with the highest noise floor
   * @param noise95 its noise floor
   */
  public record Noise(
      int noisy, int features, boolean ofPrediction, double limit, String example, double noise95) {
    /** Whether a window with this noise is not judged. */
    public boolean hidesDrift() {
      return noisy * 2 > features;
    }
  }

  /** Whether a feature or the prediction is judged. */
  public boolean judges() {
    return !features.isEmpty();
  }

  /** The noise in windows of that many rows. */
  public Noise noise(long rows) {
    return noise(rows, 1);
  }

  private Noise noise(long rows, double baselineFactor) {
    double limit = rules.thresholds().alarm() / 2;
    int noisy = 0;
    String example = "";
    double highest = -1;
    for (Feature feature : features) {
      if (feature.floor() == null) continue;
      double noise = feature.floor().at(baselineFactor, (double) rows / shapeRows);
      if (noise > limit) noisy++;
      if (noise <= highest) continue;
      highest = noise;
      example = feature.name();
    }
    return new Noise(noisy, features.size(), ofPrediction, limit, example, highest);
  }

  /** With how many rows a window is judged. Empty if no number is enough. */
  public OptionalLong enough() {
    return least(rows -> noise(rows, 1));
  }

  /** With how many rows a window is judged if the baseline had as many. Empty if none is enough. */
  public OptionalLong enoughInBoth() {
    return least(rows -> noise(rows, (double) rows / baselineRows));
  }

  private OptionalLong least(LongFunction<Noise> noise) {
    if (!noise.apply(rules.minimumRows()).hidesDrift()) return OptionalLong.of(rules.minimumRows());
    if (noise.apply(MAX_ROWS).hidesDrift()) return OptionalLong.empty();
    long low = rules.minimumRows(); // not enough
    long high = MAX_ROWS; // enough
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      if (noise.apply(middle).hidesDrift()) low = middle;
      else high = middle;
    }
    return OptionalLong.of(high);
  }
}
