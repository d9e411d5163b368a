package dev.roster.monitoring.profile;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.monitoring.observation.BatchReport;
import dev.roster.core.monitoring.observation.RowCounter;
import dev.roster.core.monitoring.rows.RowFormat;
import dev.roster.core.problem.Refused;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.cells.CategoricalCells;
import dev.roster.drift.cells.NumericCells;
import dev.roster.drift.profile.ProfileSum;
import dev.roster.monitoring.rows.ColumnNames;
import dev.roster.monitoring.rows.Numbers;
import dev.roster.monitoring.rows.Quoted;
import dev.roster.monitoring.rows.RowSink;
import dev.roster.monitoring.rows.Rows;
import dev.roster.monitoring.rows.TimestampParser;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts the rows of a batch in the cells of a baseline. */
public final class BatchCounter implements RowSink {
  private static final int MAX_REPORTED = 100;

  private final Baseline baseline;
  private final @Nullable String timestamp;
  private final Instant at;
  private final HourlyProfiles hours;
  private final BaselineColumn[] columns;
  private final int features;
  private final int time;

  private final int[] cells;
  private final double[] values;
  private final boolean[] touched;
  private @Nullable Instant rowTime;
  private @Nullable String timeFault;

  private final boolean[] everTouched;
  private final Set<String> seen = new HashSet<>();
  private final List<String> unknown = new ArrayList<>();
  private final List<BatchReport.Rejected> rejected = new ArrayList<>();
  private final List<BatchReport.Rejected> rejectedHere = new ArrayList<>();
  private long rejectedCount;
  private long rows;
  private @Nullable Instant from;
  private @Nullable Instant to;

  private BatchCounter(Baseline baseline, @Nullable String timestamp, Instant at) {
    this.baseline = baseline;
    this.timestamp = timestamp;
    this.at = at;
    hours = new HourlyProfiles(baseline);
    columns = baseline.columns().toArray(BaselineColumn[]::new);
    features = baseline.features().size();
    time = columns.length;
    cells = new int[columns.length];
    values = new double[columns.length];
    touched = new boolean[columns.length];
    everTouched = new boolean[columns.length];
  }

  /**
   * @param timestamp the column with the time of a row; null means that {@code at} is the time of
   *     all rows
   */
  public static BatchCounter count(
      Baseline baseline,
      RowFormat format,
      InputStream body,
      @Nullable String timestamp,
      Instant at) {
    if (timestamp != null
        && baseline.features().stream().anyMatch(column -> column.name().equals(timestamp)))
      throw Refused.invalid(field("timestamp"), "names a feature of the baseline");
    BatchCounter counter = new BatchCounter(baseline, timestamp, at);
    Rows.read(format, body, counter);
    return counter;
  }

  /** The counts of the batch. It must be called only once. */
  public RowCounter.Counted counted(String sha256) {
    if (timestamp != null && !seen.contains(timestamp) && rows + rejectedCount > 0)
      throw Refused.invalid(
          field("timestamp"), "names '" + timestamp + "', which is not a column of the rows");
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < features; i++) if (!everTouched[i]) missing.add(columns[i].name());
    return new RowCounter.Counted(
        sha256, rows, from, to, hours.finish(), rejected, rejectedCount, unknown, missing);
  }

  @Override
  public int column(String name) {
    ColumnNames.check(name);
    seen.add(name);
    ColumnNames.checkCount(seen.size());
    if (name.equals(timestamp)) return time;
    for (int i = 0; i < columns.length; i++) if (columns[i].name().equals(name)) return i;
    if (!baseline.roles().isNoFeature(name) && unknown.size() < MAX_REPORTED) unknown.add(name);
    return UNWANTED;
  }

  @Override
  public boolean wantsText(int column) {
    return column == time || columns[column].cells() instanceof CategoricalCells;
  }

  @Override
  public void text(int column, String value) {
    if (column == time) {
      rowTime = TimestampParser.parse(value);
      if (rowTime == null) timeFault = Quoted.of(value) + " is not a time";
    } else if (columns[column].cells() instanceof CategoricalCells categories) {
      touched[column] = true;
      cells[column] = categories.cellOf(value);
    } else {
      double number = Numbers.parse(value);
      if (Double.isNaN(number)) unreadable(column, Quoted.of(value) + " is not a number");
      else number(column, number);
    }
  }

  @Override
  public void number(int column, double value) {
    if (Numbers.isOutOfRange(value)) {
      unreadable(column, "is out of range");
      return;
    }
    touched[column] = true;
    cells[column] = ((NumericCells) columns[column].cells()).cellOf(value);
    values[column] = value;
  }

  @Override
  public void missing(int column) {
    if (column == time) return;
    touched[column] = true;
    cells[column] = columns[column].cells().missing();
  }

  @Override
  public void unreadable(int column, String detail) {
    if (column == time) {
      timeFault = detail;
      return;
    }
    missing(column);
    rejectedHere.add(
        new BatchReport.Rejected(0, columns[column].name(), detail)); // the row comes at its end
  }

  @Override
  public void endRow(long row) {
    if (timestamp != null && rowTime == null) {
      reject(row, timestamp, timeFault == null ? "is missing: the row has no time" : timeFault);
    } else {
      count(rowTime == null ? at : rowTime);
      for (BatchReport.Rejected value : rejectedHere) reject(row, value.column(), value.detail());
    }
    rejectedHere.clear();
    rowTime = null;
    timeFault = null;
    for (int i = 0; i < touched.length; i++) {
      everTouched[i] |= touched[i];
      touched[i] = false;
    }
  }

  private void count(Instant instant) {
    ProfileSum hour = hours.at(instant);
    hour.addRow();
    for (int i = 0; i < columns.length; i++) {
      int missing = columns[i].cells().missing();
      if (!touched[i]) {
        if (i < features) hour.count(i, missing); // a column with a role may be absent
      } else if (cells[i] == missing || columns[i].cells() instanceof CategoricalCells) {
        hour.count(i, cells[i]);
      } else {
        columns[i].count(hour, i, cells[i], values[i]);
      }
    }
    rows++;
    if (from == null || instant.isBefore(from)) from = instant;
    if (to == null || instant.isAfter(to)) to = instant;
  }

  private void reject(long row, String column, String detail) {
    rejectedCount++;
    if (rejected.size() < MAX_REPORTED) rejected.add(new BatchReport.Rejected(row, column, detail));
  }
}
