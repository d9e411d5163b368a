package dev.roster.core.monitoring.monitor;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.problem.Faults;
import dev.roster.core.problem.FieldPath;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.Stage;
import dev.roster.drift.alarm.Alarm;
import dev.roster.drift.judgement.DriftRules;
import dev.roster.drift.statistic.Statistic;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A monitor as a client sends it; a field that is left out has a default. */
public record MonitorDraft(
    @Nullable String name,
    @Nullable String kind,
    @Nullable String stage,
    @Nullable Integer version,
    @Nullable String window,
    @Nullable String maximumWindow,
    @Nullable String every,
    @Nullable String cron,
    @Nullable Long minimumRows,
    @Nullable String numeric,
    @Nullable String categorical,
    @Nullable Double warn,
    @Nullable Double alarm,
    @Nullable Double missing,
    @Nullable Double unseen,
    @Nullable Double datasetShare,
    @Nullable Integer of,
    @Nullable Integer atLeast,
    @Nullable Integer leave) {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MAX_LENGTH = Duration.ofDays(366);
  private static final int MAX_WIDENING = 7;
  private static final int MAX_WINDOWS = 100;
  private static final double MAX_SCORE = 100;
  private static final long MAX_ROWS = 1_000_000_000L;

  /**
   * @throws Refused {@code invalid_field} naming each field that is wrong
   */
  public MonitorDefinition complete() {
    Faults faults = new Faults();
    if (name == null || !ModelName.isValid(name))
      faults.add(
          field("name"),
          "must be 1 to 128 of A-Z a-z 0-9 . _ - that begin with a letter or digit",
          name);
    checkKind(faults);
    MonitorDefinition.Target target = target(faults);
    Statistic forNumbers = statistic(faults, "numeric", numeric, Statistic.PSI);
    Statistic forCategories =
        statistic(faults, "categorical", categorical, Statistic.JENSEN_SHANNON);
    if (forCategories.isComputed() && !forCategories.suitsCategories())
      faults.add(
          field("statistics", "categorical"), "needs values with an order; categories have none");
    DriftRules.Thresholds thresholds = thresholds(faults);
    double share = between(faults, field("datasetShare"), datasetShare, 0.3, 1);
    Alarm.Enter enter = enter(faults);
    int calm = whole(faults, field("leave"), leave, 3, MAX_WINDOWS);
    long rows = minimumRows == null ? 300 : minimumRows;
    if (rows < 1 || rows > MAX_ROWS)
      faults.add(field("minimumRows"), "must be from 1 to " + MAX_ROWS, rows);
    faults.throwIfAny();

    Duration length = window(field("window"), window == null ? "P1D" : window);
    Duration most =
        maximumWindow == null
            ? shorter(length.multipliedBy(MAX_WIDENING), MAX_LENGTH)
            : window(field("maximumWindow"), maximumWindow);
    if (most.compareTo(length) < 0)
      throw Refused.invalid(
          field("maximumWindow"), "must not be shorter than the window of " + length, most);
    return new MonitorDefinition(
        Objects.requireNonNull(name),
        target,
        length,
        most,
        schedule(),
        new DriftRules(rows, forNumbers, forCategories, thresholds, share),
        enter,
        calm);
  }

  private void checkKind(Faults faults) {
    if (kind == null || kind.equals("drift")) return;
    faults.add(field("kind"), "must be drift; performance and kpi are not supported yet", kind);
  }

  private MonitorDefinition.Target target(Faults faults) {
    if (stage != null && version != null)
      faults.add(
          field("version"), "must not be sent together with stage; a monitor watches one of them");
    Optional<Stage> watched = Optional.ofNullable(stage).flatMap(Stage::ofWire);
    if (stage != null && !watched.map(Stage::hasHolder).orElse(false))
      faults.add(field("stage"), "must be " + Stage.anyOf(Stage.withHolder()), stage);
    if (version != null && version < 1) faults.add(field("version"), "must be 1 or more", version);
    return version != null
        ? new MonitorDefinition.Target(null, version)
        : new MonitorDefinition.Target(watched.orElse(Stage.PRODUCTION), null);
  }

  private static Statistic statistic(
      Faults faults, String field, @Nullable String text, Statistic standard) {
    if (text == null) return standard;
    Optional<Statistic> named =
        Arrays.stream(Statistic.values()).filter(s -> s.wire().equals(text)).findFirst();
    if (named.isPresent() && named.get().isComputed()) return named.get();
    String computed =
        Arrays.stream(Statistic.values())
            .filter(s -> field.equals("numeric") ? s.isComputed() : s.suitsCategories())
            .map(Statistic::wire)
            .collect(Collectors.joining(", "));
    faults.add(field("statistics").member(field), "must be one of " + computed, text);
    return standard;
  }

  private DriftRules.Thresholds thresholds(Faults faults) {
    double high = between(faults, field("thresholds", "alarm"), alarm, 0.2, MAX_SCORE);
    double low = between(faults, field("thresholds", "warn"), warn, Math.min(0.1, high), MAX_SCORE);
    if (low > high)
      faults.add(field("thresholds", "warn"), "must not be greater than alarm, " + high, low);
    return new DriftRules.Thresholds(
        low,
        high,
        between(faults, field("thresholds", "missing"), missing, 0.1, 1),
        between(faults, field("thresholds", "unseen"), unseen, 0.1, 1));
  }

  private Alarm.Enter enter(Faults faults) {
    int windows = whole(faults, field("enter", "of"), of, 3, MAX_WINDOWS);
    int least =
        whole(faults, field("enter", "atLeast"), atLeast, Math.min(2, windows), MAX_WINDOWS);
    if (least > windows)
      faults.add(field("enter", "atLeast"), "must not be greater than of, " + windows, least);
    return new Alarm.Enter(windows, least);
  }

  private static int whole(
      Faults faults, FieldPath pointer, @Nullable Integer value, int standard, int most) {
    if (value == null) return standard;
    if (value < 1 || value > most) faults.add(pointer, "must be from 1 to " + most, value);
    return value;
  }

  private static double between(
      Faults faults, FieldPath pointer, @Nullable Double value, double standard, double most) {
    if (value == null) return standard;
    if (!(value > 0) || value > most)
      faults.add(pointer, "must be greater than 0 and at most " + (long) most, value);
    return value;
  }

  private static Duration window(FieldPath pointer, String text) {
    Duration length = Schedule.parse(pointer, text);
    if (length.compareTo(HOUR) < 0
        || length.compareTo(MAX_LENGTH) > 0
        || length.toSeconds() % HOUR.toSeconds() != 0
        || length.getNano() != 0)
      throw Refused.invalid(pointer, "must be a whole number of hours from PT1H to P366D", text);
    return length;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private Schedule schedule() {
    if (every != null && cron != null)
      throw Refused.invalid(field("cron"), "must not be sent together with every");
    return cron != null ? Schedule.cron(cron) : Schedule.every(every == null ? "PT1H" : every);
  }
}
