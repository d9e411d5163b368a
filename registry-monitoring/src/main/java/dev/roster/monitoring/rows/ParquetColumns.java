package dev.roster.monitoring.rows;

import dev.roster.drift.cells.CategoricalCells;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The wanted columns of a Parquet file. DuckDB's own names are of no use: it does not tell upper
 * from lower case, and renames what it takes for a duplicate. So the names are those of the file's
 * schema, and columns are read by their place.
 */
final class ParquetColumns {
  private static final Set<String> NUMERIC =
      Set.of(
          "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "HUGEINT",
          "UTINYINT",
          "USMALLINT",
          "UINTEGER",
          "UBIGINT",
          "UHUGEINT",
          "FLOAT",
          "DOUBLE");

  /** The characters of a text that are read: those of a category, and the last one. */
  private static final int TAKEN = CategoricalCells.MAX_LENGTH + 1;

  /** What {@link String#strip} takes for a blank. */
  private static final String BLANK =
      "[\\t-\\r\\x1c- \\x{1680}\\x{2000}-\\x{2006}\\x{2008}-\\x{200a}\\x{2028}\\x{2029}\\x{205f}\\x{3000}]";

  /** Columns: DuckDB takes memory for each that a query reads. */
  private static final int MEASURED_AT_ONCE = 50;

  /** What a text takes in Java beside its characters: two objects, and a place in an array. */
  private static final int OF_STRING = 56;

  private final String query;
  private final List<Column> columns;
  private final long memory;

  private ParquetColumns(String query, List<Column> columns, long memory) {
    this.query = query;
    this.columns = columns;
    this.memory = memory;
  }

  private enum Kind {
    NUMBER,
    TEXT,
    BYTES,
    NESTED;

    static Kind of(String type, boolean textWanted) {
      if (NUMERIC.contains(type) || type.startsWith("DECIMAL")) return textWanted ? TEXT : NUMBER;
      if (type.contains("[") || type.contains("(") || type.equals("VARIANT")) return NESTED;
      return type.equals("BLOB") ? BYTES : TEXT;
    }

    /** What is selected of a column, in one or more expressions. */
    String expression(String column) {
      return switch (this) {
        case NUMBER -> column + "::double";
        case TEXT -> shortText(text(column));
        case BYTES -> shortText(text(column)) + ", " + column + " is null";
        case NESTED -> column + " is null";
      };
    }

    int expressions() {
      return switch (this) {
        case NUMBER, NESTED -> 1;
        case TEXT -> 2;
        case BYTES -> 3;
      };
    }

    /**
     * DuckDB hands the texts of 2,048 rows to Java at a time, so of each only as much is taken as
     * {@link TextValue} reads. The last character of a longer text shows that its end is not blank.
     * A text that is too long is only told.
     */
    private static String shortText(String text) {
      String stripped = "regexp_replace(%1$s, '^%2$s+|%2$s+$', '', 'g')".formatted(text, BLANK);
      return ("case when strlen(%1$s) > %2$d then null when length(%1$s) <= %3$d then %1$s"
              + " when length(%4$s) <= %3$d then %4$s"
              + " else substr(%4$s, 1, %3$d) || right(%4$s, 1) end, strlen(%1$s) > %2$d")
          .formatted(text, TextValue.MAX_BYTES, CategoricalCells.MAX_LENGTH, stripped);
    }

    /** What a column takes in Java at most, in bytes. */
    long memory() {
      return switch (this) {
        case NUMBER, NESTED -> 8 << 10;
        case TEXT, BYTES -> memory(TAKEN, false);
      };
    }

    /**
     * What a column of texts takes. While DuckDB hands over 2,048 rows, those before are still
     * there.
     */
    static long memory(long longest, boolean ascii) {
      return 2 * 2_048 * (Math.min(longest, TAKEN) * (ascii ? 1 : 2) + OF_STRING);
    }

    /** The text of a column. */
    String text(String column) {
      return this == BYTES ? "try(decode(" + column + "))" : column + "::varchar";
    }
  }

  /**
   * @param at its place among the selected expressions: 1, 2, 3 …
   */
  private record Column(int index, int at, Kind kind) {}

  /**
   * @param muchMemory in bytes; if the columns might take more, the texts in the file are measured
   */
  static ParquetColumns of(Connection duckdb, Path file, RowSink sink, long muchMemory)
      throws SQLException {
    String path = "'" + file.toString().replace("'", "''") + "'";
    List<String> names = names(duckdb, path);
    String source = "read_parquet(" + path + ", hive_partitioning = false) as rows(";
    for (int i = 0; i < names.size(); i++) source += (i == 0 ? "c" : ", c") + i;
    source += ")";
    List<String> selected = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    int at = 1;
    try (Statement statement = duckdb.createStatement();
        ResultSet schema = statement.executeQuery("describe select * from " + source)) {
      for (int place = 0; schema.next(); place++) {
        int index = sink.column(names.get(place));
        if (index == RowSink.UNWANTED) continue;
        Kind kind = Kind.of(schema.getString("column_type"), sink.wantsText(index));
        selected.add(kind.expression("c" + place));
        if (kind == Kind.TEXT || kind == Kind.BYTES) texts.add(kind.text("c" + place));
        columns.add(new Column(index, at, kind));
        at += kind.expressions();
      }
    }
    String what = selected.isEmpty() ? "1" : String.join(", ", selected);
    long memory = columns.stream().mapToLong(column -> column.kind().memory()).sum();
    if (memory > muchMemory)
      memory += measured(duckdb, source, texts) - texts.size() * Kind.TEXT.memory();
    return new ParquetColumns("select " + what + " from " + source, columns, memory);
  }

  /** What the texts of the file take, which are mostly much shorter than those that it may have. */
  private static long measured(Connection duckdb, String source, List<String> texts)
      throws SQLException {
    long memory = 0;
    for (int from = 0; from < texts.size(); from += MEASURED_AT_ONCE) {
      List<String> some = texts.subList(from, Math.min(texts.size(), from + MEASURED_AT_ONCE));
      String measures =
          some.stream()
              .map(
                  text ->
                      "coalesce(max(strlen(%1$s)), 0), coalesce(bool_and(strlen(%1$s) = length(%1$s)), true)"
                          .formatted(text))
              .collect(Collectors.joining(", "));
      try (Statement statement = duckdb.createStatement();
          ResultSet all = statement.executeQuery("select " + measures + " from " + source)) {
        all.next();
        for (int i = 0; i < some.size(); i++)
          memory += Kind.memory(all.getLong(2 * i + 1), all.getBoolean(2 * i + 2));
      }
    }
    return memory;
  }

  /** The names of the columns in the file's schema. What is inside of a nested column has none. */
  private static List<String> names(Connection duckdb, String path) throws SQLException {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    try (Statement statement = duckdb.createStatement();
        ResultSet schema =
            statement.executeQuery(
                "select substr(name, 1, %d), coalesce(num_children, 0) from parquet_schema(%s)"
                    .formatted(ColumnNames.MAX_LENGTH + 1, path))) {
      long inside =
          -1; // how many of the next elements are inside of a column; first comes the root
      while (schema.next()) {
        String name = schema.getString(1);
        long children = schema.getLong(2);
        if (inside < 0) {
          inside = 0;
          continue;
        }
        if (inside == 0) {
          if (name.isEmpty()) throw ColumnNames.unnamed(names.size());
          ColumnNames.check(name);
          if (!seen.add(name)) throw ColumnNames.twice(name);
          names.add(name);
          ColumnNames.checkCount(names.size());
        } else {
          inside--;
        }
        inside += children;
      }
    }
    return names;
  }

  /** What the rows that DuckDB gives at a time take in Java, in bytes. */
  long memory() {
    return memory;
  }

  /** Selects the wanted columns of all rows. */
  String query() {
    return query;
  }

  void values(ResultSet rows, RowSink sink) throws SQLException {
    for (Column column : columns) value(rows, column, sink);
  }

  private static void value(ResultSet rows, Column column, RowSink sink) throws SQLException {
    switch (column.kind()) {
      case NUMBER -> {
        double value = rows.getDouble(column.at());
        if (rows.wasNull() || Double.isNaN(value)) sink.missing(column.index());
        else sink.number(column.index(), value);
      }
      case TEXT -> text(rows, column, sink);
      case BYTES -> {
        boolean isText =
            rows.getString(column.at()) != null
                || rows.getBoolean(column.at() + 1)
                || rows.getBoolean(column.at() + 2);
        if (isText) text(rows, column, sink);
        else sink.unreadable(column.index(), "has bytes that are not text in UTF-8");
      }
      case NESTED -> {
        if (rows.getBoolean(column.at())) sink.missing(column.index());
        else sink.unreadable(column.index(), RowSink.NESTED);
      }
    }
  }

  private static void text(ResultSet rows, Column column, RowSink sink) throws SQLException {
    if (rows.getBoolean(column.at() + 1)) {
      sink.unreadable(column.index(), TextValue.FAULT);
      return;
    }
    String text = rows.getString(column.at());
    if (text == null) sink.missing(column.index());
    else TextValue.give(text, column.index(), sink);
  }
}
