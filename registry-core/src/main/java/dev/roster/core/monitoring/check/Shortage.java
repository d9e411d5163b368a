package dev.roster.core.monitoring.check;

import dev.roster.core.monitoring.check.DriftCheck.Cause;
import dev.roster.core.monitoring.monitor.MonitorDefinition;
import dev.roster.core.monitoring.monitor.Schedule;
import dev.roster.core.monitoring.observation.Volume;
import dev.roster.core.monitoring.observation.Window;
import dev.roster.core.problem.PlainNumber;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.judgement.DriftRules;
import dev.roster.drift.judgement.SampleSize;
import dev.roster.drift.judgement.SampleSize.Noise;
import dev.roster.drift.profile.Profile;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in sentences which rule keeps windows from being judged, and how many rows would do. */
final class Shortage {
  private static final long ANY = 1_000_000_000L;

  private final Baseline baseline;
  private final DriftRules rules;
  private final SampleSize size;

  private Shortage(Baseline baseline, DriftRules rules, SampleSize size) {
    this.baseline = baseline;
    this.rules = rules;
    this.size = size;
  }

  /** Why a window, which has rows, is not judged, or why an analysis of it may show noise. */
  static String ofWindow(
      Baseline baseline, Profile profile, DriftRules rules, Window window, Cause cause) {
    if (nothingIsJudged(baseline)) return noColumn(baseline);
    Shortage shortage =
        new Shortage(baseline, rules, SampleSize.ofWindow(baseline, profile, rules));
    if (!shortage.size.judges())
      return "No feature of the baseline can be judged, and fewer than %d rows (minimumRows) have a prediction."
          .formatted(rules.minimumRows());
    return "%s has %s%s. %s%s"
        .formatted(
            cause.countsForAlarm()
                ? "The longest window, %s (maximumWindow),"
                    .formatted(Schedule.text(window.length()))
                : "The window",
            rows(profile.rows()),
            profile.rows() < rules.minimumRows() || cause.countsForAlarm()
                ? ""
                : ", fewer than a scheduled check would judge",
            shortage.rule(profile.rows()),
            shortage.remedy());
  }

  /**
   * Why windows of a monitor cannot be judged.
   *
   * @param volume null if the version has no observations yet
   * @return null if they can
   */
  static @Nullable String ofMonitor(
      Baseline baseline, MonitorDefinition definition, @Nullable Volume volume) {
    if (nothingIsJudged(baseline)) return noColumn(baseline);
    DriftRules rules = definition.rules();
    Shortage shortage = new Shortage(baseline, rules, SampleSize.ofBaseline(baseline, rules));
    OptionalLong enough = shortage.size.enough();
    if (enough.isEmpty())
      return "This monitor can never judge a window. " + shortage.rule(ANY) + shortage.remedy();
    if (volume == null) {
      if (enough.getAsLong() <= rules.minimumRows()) return null;
      return "This monitor needs more rows in a window than minimumRows says. %s%s"
          .formatted(shortage.rule(rules.minimumRows()), shortage.remedy());
    }
    long most = volume.in(definition.maximumWindow());
    if (most >= enough.getAsLong()) return null;
    return "This monitor cannot judge a window at the present rate, at which the longest one, %s (maximumWindow), has %s. %s%s"
        .formatted(
            Schedule.text(definition.maximumWindow()),
            rows(most),
            shortage.rule(most),
            shortage.remedy());
  }

  private static boolean nothingIsJudged(Baseline baseline) {
    return baseline.columns().stream().allMatch(column -> column.notJudged().isPresent());
  }

  private static String noColumn(Baseline baseline) {
    return baseline.columns().stream()
        .map(BaselineColumn::name)
        .limit(5)
        .collect(
            Collectors.joining(
                "', '",
                "No column of the baseline can be judged: '",
                "' has too many categories (cardinality)."));
  }

  private String rule(long rows) {
    if (rows < rules.minimumRows())
      return "A window needs %d (minimumRows). ".formatted(rules.minimumRows());
    Noise noise = size.noise(rows);
    if (!noise.hidesDrift()) return "";
    return String.format(
        Locale.ROOT,
        "%s the noise floor (noise95) of %s is over %s, half of alarm%s. ",
        rows == ANY ? "Whatever the number of its rows," : "With %d rows".formatted(rows),
        noise.ofPrediction()
            ? "the prediction"
            : "%d of %d features".formatted(noise.noisy(), noise.features()),
        PlainNumber.of(noise.limit()),
        String.format(
            Locale.ROOT,
            noise.ofPrediction() ? ": %.3f" : ", for example %.3f of '%s'",
            noise.noise95(),
            noise.example()));
  }

  private String remedy() {
    OptionalLong enough = size.enough();
    if (enough.isPresent()) return "About %s would do.".formatted(rows(about(enough.getAsLong())));
    OptionalLong both = size.enoughInBoth();
    if (both.isPresent())
      return "The baseline has %s; about %d in the baseline and in each window would do."
          .formatted(rows(baseline.rows()), about(both.getAsLong()));
    return "No number of rows would do. Raise alarm.";
  }

  private static String rows(long rows) {
    return rows == 1 ? "1 row" : rows + " rows";
  }

  /** Rounded up to two digits, as windows differ a little. */
  private static long about(long rows) {
    long unit = 1;
    while (rows / unit >= 100) unit *= 10;
    return (rows + unit - 1) / unit * unit;
  }
}
