package dev.roster.monitoring.profile;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.limit.MemoryBudget;
import dev.roster.core.monitoring.observation.BatchReport;
import dev.roster.core.monitoring.observation.RowCounter;
import dev.roster.core.monitoring.observation.RowTimes;
import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.temporary.TemporaryFolder;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.profile.ProfileSum;
import dev.roster.monitoring.rows.ColumnNames;
import dev.roster.monitoring.rows.Numbers;
import dev.roster.monitoring.rows.Quoted;
import dev.roster.monitoring.rows.RowReader;
import dev.roster.monitoring.rows.RowSink;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts the rows of a batch in the cells of a baseline. */
final class BatchCounter implements RowSink, AutoCloseable {
  private static final int MAX_REPORTED = 100;
  private static final int MAX_SHOWN = 5;

  private final Baseline baseline;
  private final RowTimes times;
  private final TimeColumn timeColumn;
  private final HourlyProfiles hours;
  private final CellFinder[] columns;
  private final int features;
  private final int time;

  private final int[] cells;
  private final double[] values;
  private final boolean[] touched;

  private final boolean[] everTouched;
  private final Set<String> seen = new HashSet<>();
  private final List<String> unknown = new ArrayList<>();
  private final List<BatchReport.Rejected> rejected = new ArrayList<>();
  private final List<BatchReport.Rejected> rejectedHere = new ArrayList<>();
  private final ProfileSum untimed; // the first rows, while they do not have the column of times
  private long rejectedCount;
  private long rows;
  private long valuesCounted;
  private @Nullable Instant from;
  private @Nullable Instant to;

  private BatchCounter(
      Baseline baseline,
      RowDialect dialect,
      RowTimes times,
      HourlyProfiles.Limits limits,
      TemporaryFolder temporary,
      MemoryBudget.Claim claim) {
    this.baseline = baseline;
    this.times = times;
    timeColumn = new TimeColumn(times);
    hours = new HourlyProfiles(baseline, limits, temporary, claim);
    untimed = baseline.emptyProfile();
    columns =
        baseline.columns().stream()
            .map(column -> new CellFinder(column, dialect.decimal()))
            .toArray(CellFinder[]::new);
    features = baseline.features().size();
    time = columns.length;
    cells = new int[columns.length];
    values = new double[columns.length];
    touched = new boolean[columns.length];
    everTouched = new boolean[columns.length];
  }

  static BatchCounter count(
      RowReader reader,
      Baseline baseline,
      RowDialect dialect,
      InputStream body,
      RowTimes times,
      HourlyProfiles.Limits limits) {
    if (times.isRequired()
        && baseline.features().stream().anyMatch(column -> column.name().equals(times.column())))
      throw Refused.invalid(field("timestamp"), "names a feature of the baseline");
    MemoryBudget.Claim claim = reader.claim();
    BatchCounter counter =
        new BatchCounter(baseline, dialect, times, limits, reader.temporary(), claim);
    try {
      reader.read(dialect, body, counter, claim);
      return counter;
    } catch (RuntimeException | Error failed) {
      counter.close();
      throw failed;
    }
  }

  /** Frees what was counted, unless it was taken. */
  @Override
  public void close() {
    hours.close();
  }

  /**
   * The counts of the batch, which the caller closes. It must be called only once.
   *
   * @throws Refused {@code malformed_request} if nothing could be counted
   */
  RowCounter.Counted counted(String sha256) {
    if (times.isRequired() && timeColumn.used() == null && rows + rejectedCount > 0)
      throw Refused.invalid(
          field("timestamp"),
          "names '%s', which is not a column of the rows%s"
              .formatted(times.column(), ColumnNames.didYouMean(times.column(), seen)));
    settleUntimed();
    refuseNothing();
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < features; i++) if (!everTouched[i]) missing.add(columns[i].name());
    return new RowCounter.Counted(
        sha256,
        rows,
        timeColumn.used(),
        from,
        to,
        hours.finish(),
        rejected,
        rejectedCount,
        unknown,
        missing);
  }

  /** Rows before the first that has the column of times have no time, if there is such a row. */
  private void settleUntimed() {
    if (untimed.rows() == 0) return;
    String column = timeColumn.used();
    if (column == null) {
      hours.at(times.otherwise()).add(untimed.profile());
      counted(untimed.rows(), times.otherwise());
    } else {
      for (long row = 1; row <= untimed.rows(); row++) reject(row, column, timeColumn.fault());
    }
  }

  private void refuseNothing() {
    if (rows == 0 && rejectedCount == 0) throw nothing("The body has no rows.");
    boolean noColumn = true;
    for (boolean found : everTouched) noColumn &= !found;
    if (noColumn)
      throw nothing(
          "No column of the rows is a column of the baseline: the rows have %s, the baseline has %s."
              .formatted(
                  shown(seen.stream()), shown(baseline.columns().stream().map(c -> c.name()))));
    if (rows == 0 || (valuesCounted == 0 && rejectedCount > 0)) {
      BatchReport.Rejected first = rejected.get(0);
      String column = first.column() == null ? "" : ", column '" + first.column() + "'";
      throw nothing(
          "No %s could be counted. Row %d%s: %s."
              .formatted(rows == 0 ? "row" : "value", first.row(), column, first.detail()));
    }
  }

  private static Refused nothing(String detail) {
    return Refused.because(
        ProblemCode.MALFORMED_REQUEST,
        detail + " Nothing was recorded, so the batch id is still free.");
  }

  private static String shown(Stream<String> names) {
    List<String> all = names.toList();
    String first = all.stream().limit(MAX_SHOWN).map(Quoted::of).collect(Collectors.joining(", "));
    return all.size() > MAX_SHOWN ? first + " and others" : all.isEmpty() ? "none" : first;
  }

  @Override
  public int column(String name) {
    seen.add(name);
    ColumnNames.checkCount(seen.size());
    if (timeColumn.isColumn(name)) return time;
    for (int i = 0; i < columns.length; i++) if (columns[i].name().equals(name)) return i;
    if (!baseline.roles().isNoFeature(name)
        && !ColumnNames.isIndex(name)
        && unknown.size() < MAX_REPORTED) unknown.add(name);
    return UNWANTED;
  }

  @Override
  public boolean wantsText(int column) {
    return column == time || columns[column].isCategorical();
  }

  @Override
  public void text(int column, String value) {
    if (column == time) {
      timeColumn.read(value);
    } else if (columns[column].isCategorical()) {
      touched[column] = true;
      cells[column] = columns[column].cellOf(value);
    } else {
      double number = columns[column].number(value);
      if (Double.isNaN(number)) unreadable(column, columns[column].fault(value));
      else if (Numbers.isOutOfRange(number)) outOfRange(column, value);
      else number(column, number);
    }
  }

  @Override
  public void number(int column, double value) {
    if (Numbers.isOutOfRange(value)) {
      outOfRange(column, String.valueOf(value));
      return;
    }
    touched[column] = true;
    cells[column] = columns[column].cellOf(value);
    values[column] = value;
  }

  private void outOfRange(int column, String value) {
    unreadable(column, Quoted.of(value) + " is out of range: " + Numbers.RANGE);
  }

  @Override
  public void missing(int column) {
    if (column == time) return;
    touched[column] = true;
    cells[column] = columns[column].missing();
  }

  @Override
  public void unreadable(int column, String detail) {
    if (column == time) {
      timeColumn.unreadable(detail);
      return;
    }
    missing(column);
    rejectedHere.add(
        new BatchReport.Rejected(0, columns[column].name(), detail)); // the row comes at its end
  }

  @Override
  public void badRow(long row, String detail) {
    reject(row, null, detail);
    forgetRow();
  }

  @Override
  public void endRow(long row) {
    Instant instant = timeColumn.ofRow();
    if (instant == null && !timeColumn.isAbsent()) {
      reject(row, String.valueOf(times.column()), timeColumn.fault());
    } else {
      if (instant == null) {
        countIn(untimed);
      } else {
        countIn(hours.at(instant));
        counted(1, instant);
      }
      for (BatchReport.Rejected value : rejectedHere) reject(row, value.column(), value.detail());
    }
    for (int i = 0; i < touched.length; i++) everTouched[i] |= touched[i];
    forgetRow();
  }

  private void forgetRow() {
    rejectedHere.clear();
    timeColumn.endRow();
    Arrays.fill(touched, false);
  }

  private void countIn(ProfileSum profile) {
    profile.addRow();
    for (int i = 0; i < columns.length; i++) {
      int missing = columns[i].missing();
      if (!touched[i]) {
        if (i < features) profile.count(i, missing); // a column with a role may be absent
        continue;
      }
      if (cells[i] == missing || columns[i].isCategorical()) profile.count(i, cells[i]);
      else columns[i].column().count(profile, i, cells[i], values[i]);
      if (cells[i] != missing) valuesCounted++;
    }
  }

  private void counted(long more, Instant instant) {
    rows += more;
    if (from == null || instant.isBefore(from)) from = instant;
    if (to == null || instant.isAfter(to)) to = instant;
  }

  private void reject(long row, @Nullable String column, String detail) {
    rejectedCount++;
    if (rejected.size() < MAX_REPORTED) rejected.add(new BatchReport.Rejected(row, column, detail));
  }
}
