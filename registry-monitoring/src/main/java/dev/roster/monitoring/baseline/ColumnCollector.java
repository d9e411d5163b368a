package dev.roster.monitoring.baseline;

import dev.roster.core.limit.MemoryBudget;
import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.baseline.Roles;
import dev.roster.drift.cells.CategoricalCells;
import dev.roster.monitoring.rows.ColumnNames;
import dev.roster.monitoring.rows.RowReader;
import dev.roster.monitoring.rows.RowSink;
import dev.roster.monitoring.rows.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the rows of a baseline by column. */
final class ColumnCollector implements RowSink {
  private static final int MAX_CATEGORIES = 500_000;

  private final RowDialect dialect;
  private final ColumnRoles roles;
  private final Path folder;
  private final MemoryBudget.Claim claim;
  private final List<String> names = new ArrayList<>();
  private final List<ColumnSpool> columns = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private long rows;
  private long badRows;
  private long firstBadRow;
  private String firstBadDetail = "";

  private ColumnCollector(
      RowDialect dialect, ColumnRoles roles, Path folder, MemoryBudget.Claim claim) {
    this.claim = claim;
    this.dialect = dialect;
    this.roles = roles;
    this.folder = folder;
  }

  /** The frozen columns. */
  record Frozen(
      long rows,
      Roles roles,
      List<BaselineColumn> features,
      @Nullable BaselineColumn prediction,
      @Nullable BaselineColumn score) {}

  static Frozen freeze(RowReader reader, RowDialect dialect, InputStream body, Roles roles) {
    try {
      Path folder = reader.temporary().folder("baseline");
      try (MemoryBudget.Claim claim = reader.claim()) {
        ColumnCollector rows = new ColumnCollector(dialect, new ColumnRoles(roles), folder, claim);
        reader.read(dialect, body, rows, claim);
        return rows.frozen();
      } finally {
        delete(folder);
      }
    } catch (IOException full) {
      throw Rows.noRoom(full);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) Files.delete(file);
    }
    Files.delete(folder);
  }

  private Frozen frozen() {
    if (rows == 0 && badRows == 0) throw empty("has no rows");
    if (badRows > 0)
      throw Refused.because(
          ProblemCode.MALFORMED_REQUEST,
          "Row %d %s.%s A baseline is read whole or not at all."
              .formatted(
                  firstBadRow,
                  firstBadDetail,
                  badRows == 1 ? "" : " %d rows are like this.".formatted(badRows)));
    Roles known = roles.among(seen);
    List<BaselineColumn> features = new ArrayList<>();
    BaselineColumn prediction = null;
    BaselineColumn score = null;
    int categories = 0;
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      BaselineColumn column =
          ColumnTypes.freeze(
              name, columns.get(i), rows, known.categorical().contains(name), dialect, claim);
      if (column.cells() instanceof CategoricalCells cells) categories += cells.distinct();
      if (categories > MAX_CATEGORIES)
        throw Refused.because(
            ProblemCode.TOO_LARGE,
            "The columns up to '%s' have %,d categories, and a baseline has at most %,d. Leave columns of ids and texts out with ignore="
                .formatted(name, categories, MAX_CATEGORIES));
      if (name.equals(known.prediction())) prediction = column;
      else if (name.equals(known.score())) score = column;
      else features.add(column);
    }
    if (features.isEmpty() && prediction == null && score == null)
      throw empty("has no column to judge");
    return new Frozen(rows, known, features, prediction, score);
  }

  private static Refused empty(String detail) {
    return Refused.because(ProblemCode.MALFORMED_REQUEST, "The baseline " + detail + ".");
  }

  @Override
  public int column(String name) {
    seen.add(name);
    ColumnNames.checkCount(seen.size());
    if (roles.isLeftOut(name)) return UNWANTED;
    boolean judged = roles.isJudged(name);
    if (ColumnNames.isIndex(name) && !judged) return UNWANTED;
    if (ColumnNames.isMadeUp(name) && !judged && !roles.isCategorical(name))
      throw Refused.because(
          ProblemCode.MALFORMED_REQUEST,
          "The column '%s' has a name that is made up for a column without one, such as the index that pandas writes. Write the rows with index=False, leave the column out with ignore=%s, or give it a name."
              .formatted(name, ColumnNames.inUrl(name)));
    claim.grow(ColumnSpool.CHUNK);
    names.add(name);
    columns.add(new ColumnSpool(folder.resolve(String.valueOf(columns.size()))));
    return columns.size() - 1;
  }

  @Override
  public boolean wantsText(int column) {
    return roles.isCategorical(names.get(column));
  }

  @Override
  public void text(int column, String value) {
    columns.get(column).add(rows + 1, value);
  }

  @Override
  public void number(int column, double value) {
    columns.get(column).add(rows + 1, value);
  }

  @Override
  public void missing(int column) {
    // what is not added is missing
  }

  @Override
  public void unreadable(int column, String detail) {
    String name = names.get(column);
    throw Refused.because(
        ProblemCode.MALFORMED_REQUEST,
        "Row %d, column '%s' %s. Mend the value, or leave the column out with ignore=%s."
            .formatted(rows + 1, name, detail, ColumnNames.inUrl(name)));
  }

  @Override
  public void badRow(long row, String detail) {
    if (badRows++ > 0) return;
    firstBadRow = row;
    firstBadDetail = detail;
  }

  @Override
  public void endRow(long row) {
    rows = row;
  }
}
