package dev.roster.monitoring.rows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Parquet by DuckDB, from a file that the server makes and deletes. DuckDB may read that file and
 * nothing else, and loads no extension.
 */
final class ParquetRows {
  private static final Semaphore READING = new Semaphore(2);
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

  private record Column(int index, boolean text, boolean nested) {}

  private ParquetRows() {}

  static void read(InputStream body, RowSink sink) throws IOException {
    Path file = Files.createTempFile("roster-rows-", ".parquet");
    try {
      Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
      readInTurn(file, sink);
    } catch (SQLException unreadable) {
      throw Rows.malformed("The body is no Parquet file that DuckDB can read.");
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Each reader has a DuckDB with memory of its own, so only few at a time read. */
  private static void readInTurn(Path file, RowSink sink) throws SQLException {
    READING.acquireUninterruptibly();
    try {
      readFile(file, sink);
    } finally {
      READING.release();
    }
  }

  private static void readFile(Path file, RowSink sink) throws SQLException {
    String source = "read_parquet('" + file.toString().replace("'", "''") + "')";
    try (Connection duckdb = open(file)) {
      List<String> selected = new ArrayList<>();
      List<Column> columns = new ArrayList<>();
      try (Statement statement = duckdb.createStatement();
          ResultSet schema = statement.executeQuery("describe select * from " + source)) {
        while (schema.next()) {
          String name = schema.getString("column_name");
          int index = sink.column(name);
          if (index == RowSink.UNWANTED) continue;
          String type = schema.getString("column_type");
          boolean numeric = NUMERIC.contains(type) || type.startsWith("DECIMAL");
          boolean nested = type.contains("[") || type.contains("(") && !numeric;
          boolean text = !numeric || sink.wantsText(index);
          String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
          selected.add(
              nested ? quoted + " is null" : text ? quoted + "::varchar" : quoted + "::double");
          columns.add(new Column(index, text, nested));
        }
      }
      String what = selected.isEmpty() ? "1" : String.join(", ", selected);
      try (Statement statement = duckdb.createStatement();
          ResultSet rows = statement.executeQuery("select " + what + " from " + source)) {
        for (long row = 1; rows.next(); row++) {
          for (int i = 0; i < columns.size(); i++) value(rows, i + 1, columns.get(i), sink);
          sink.endRow(row);
        }
      }
    }
  }

  private static void value(ResultSet rows, int at, Column column, RowSink sink)
      throws SQLException {
    if (column.nested()) {
      if (rows.getBoolean(at)) sink.missing(column.index());
      else sink.unreadable(column.index(), "is neither a number nor text nor a boolean");
    } else if (column.text()) {
      String value = rows.getString(at);
      if (value == null || value.isEmpty()) sink.missing(column.index());
      else sink.text(column.index(), value);
    } else {
      double value = rows.getDouble(at);
      if (rows.wasNull() || Double.isNaN(value)) sink.missing(column.index());
      else sink.number(column.index(), value);
    }
  }

  private static Connection open(Path file) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("jdbc_stream_results", "true");
    settings.setProperty("memory_limit", "256MB");
    settings.setProperty("threads", "2");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    Connection duckdb = DriverManager.getConnection("jdbc:duckdb:", settings);
    try {
      for (String setting :
          List.of(
              "set TimeZone = 'UTC'",
              "set temp_directory = ''",
              "set allowed_paths = ['" + file.toString().replace("'", "''") + "']",
              "set enable_external_access = false",
              "set lock_configuration = true"))
        try (Statement statement = duckdb.createStatement()) {
          statement.execute(setting);
        }
      return duckdb;
    } catch (SQLException refused) {
      duckdb.close();
      throw refused;
    }
  }
}
