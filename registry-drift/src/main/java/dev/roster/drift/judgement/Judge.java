package dev.roster.drift.judgement;

import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.cells.NumericCells;
import dev.roster.drift.judgement.DriftRules.Thresholds;
import dev.roster.drift.profile.ColumnCounts;
import dev.roster.drift.profile.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges a window: a pure function of baseline, profile and rules. */
public final class Judge {
  private static final double FALSE_ALARMS = 0.01;

  private final Baseline baseline;
  private final Profile window;
  private final DriftRules rules;

  private Judge(Baseline baseline, Profile window, DriftRules rules) {
    this.baseline = baseline;
    this.window = window;
    this.rules = rules;
  }

  public static WindowJudgement judge(Baseline baseline, Profile window, DriftRules rules) {
    if (window.rows() == 0) return WindowJudgement.none(Outcome.NO_DATA, 0);
    if (window.rows() < rules.minimumRows())
      return WindowJudgement.none(Outcome.INSUFFICIENT_DATA, window.rows());
    return new Judge(baseline, window, rules).judge();
  }

  /** Whether there are too few rows to tell drift from noise, so that more hours would help. */
  public static boolean wantsMoreRows(WindowJudgement judgement) {
    return judgement.outcome() == Outcome.INSUFFICIENT_DATA || isNoisy(judgement);
  }

  /**
   * Whether most features are so noisy that a score at half the alarm threshold says nothing. If no
   * feature is judged, the prediction decides.
   */
  private static boolean isNoisy(WindowJudgement judgement) {
    FeatureScore prediction = judgement.prediction();
    List<FeatureScore> scores =
        judgement.features().isEmpty() && prediction != null
            ? List.of(prediction)
            : judgement.features();
    long noisy =
        scores.stream().filter(f -> f.noise95() != null && f.noise95() > f.threshold() / 2).count();
    return noisy * 2 > scores.size();
  }

  private WindowJudgement judge() {
    List<ColumnComparison> compared = new ArrayList<>();
    for (int i = 0; i < baseline.features().size(); i++)
      if (baseline.features().get(i).notJudged().isEmpty())
        compared.add(compare(baseline.features().get(i), window.columns().get(i)));
    double[] adjusted =
        BenjaminiHochberg.adjust(compared.stream().mapToDouble(ColumnComparison::pValue).toArray());
    List<FeatureScore> features = new ArrayList<>();
    List<Worst> figures = new ArrayList<>();
    int uncalm = 0; // features that reach the lower threshold, so that the window is not calm
    for (int i = 0; i < compared.size(); i++) {
      boolean significant = adjusted[i] <= FALSE_ALARMS;
      features.add(scored(compared.get(i), significant, figures));
      if (isDrifted(compared.get(i), significant, Thresholds.CALM)) uncalm++;
    }

    ColumnComparison prediction = prediction();
    boolean significant = prediction != null && prediction.pValue() <= FALSE_ALARMS;
    List<Worst> ofPrediction = new ArrayList<>();
    FeatureScore predicted =
        prediction == null ? null : scored(prediction, significant, ofPrediction);
    boolean moved = predicted != null && predicted.drifted();
    boolean predictionUncalm =
        prediction != null && isDrifted(prediction, significant, Thresholds.CALM);

    if (features.isEmpty() && predicted == null) return nothingJudged();
    long drifted = features.stream().filter(FeatureScore::drifted).count();
    boolean drift = moved || reaches(drifted, features.size());
    boolean calm = !predictionUncalm && !reaches(uncalm, features.size());
    return new WindowJudgement(
        drift ? Outcome.DRIFT : Outcome.OK,
        calm,
        window.rows(),
        share(drifted, features.size()),
        features,
        predicted,
        worst(figures.isEmpty() ? ofPrediction : figures),
        notJudged());
  }

  private WindowJudgement nothingJudged() {
    return new WindowJudgement(
        Outcome.INSUFFICIENT_DATA, false, window.rows(), 0, List.of(), null, null, notJudged());
  }

  private static @Nullable Worst worst(List<Worst> figures) {
    return figures.stream().max(Comparator.comparingDouble(Worst::multiple)).orElse(null);
  }

  private List<UnjudgedColumn> notJudged() {
    return baseline.columns().stream()
        .flatMap(
            column ->
                column.notJudged().stream()
                    .map(reason -> new UnjudgedColumn(column.name(), reason)))
        .toList();
  }

  private double threshold() {
    return rules.thresholds().alarm();
  }

  private boolean reaches(long drifted, int features) {
    return drifted > 0 && share(drifted, features) >= rules.datasetShare();
  }

  private static double share(long part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** Compares the score, or the prediction if no score was sent. Null if neither was sent. */
  private @Nullable ColumnComparison prediction() {
    int place = predictionPlace(baseline, window, rules.minimumRows());
    return place < 0 ? null : compare(baseline.columns().get(place), window.columns().get(place));
  }

  /** The place of the score, or else of the prediction, that has enough rows; −1 if none has. */
  static int predictionPlace(Baseline baseline, Profile window, long minimumRows) {
    List<BaselineColumn> columns = baseline.columns();
    for (int place = columns.size() - 1; place >= baseline.features().size(); place--)
      if (columns.get(place).notJudged().isEmpty()
          && window.columns().get(place).rows() >= minimumRows) return place;
    return -1;
  }

  private boolean isDrifted(ColumnComparison compared, boolean significant, double part) {
    return !compared.drift(rules.thresholds(), significant, part).isEmpty();
  }

  /** Adds the figures of what made the column drift to {@code figures}. */
  private FeatureScore scored(ColumnComparison compared, boolean significant, List<Worst> figures) {
    List<DriftedBy> because = compared.drift(rules.thresholds(), significant, 1);
    for (DriftedBy by : because) figures.add(compared.figure(by, rules.thresholds()));
    return compared.scored(threshold(), because);
  }

  private ColumnComparison compare(BaselineColumn column, ColumnCounts now) {
    boolean isNumeric = column.cells() instanceof NumericCells;
    return ColumnComparison.of(column, now, isNumeric ? rules.numeric() : rules.categorical());
  }
}
