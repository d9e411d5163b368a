package dev.roster.monitoring.rows;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.concurrent.TimeUnit;

/**
 * Parquet by DuckDB, from a file that the server makes and deletes. DuckDB may read that file and
 * nothing else, and loads no extension.
 */
final class ParquetRows {
  private static final Semaphore READING = new Semaphore(2);
  private static final int WAITED_SECONDS = 30;
  private static final long MAX_ROWS = 50_000_000;
  private static final int CHUNK = 1 << 16;
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
    Path file = temporary();
    try {
      copy(body, file);
      readInTurn(file, sink);
    } catch (SQLException failed) {
      throw refusal(failed);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempFile("roster-rows-", ".parquet");
    } catch (IOException full) {
      throw Rows.noRoom(full);
    }
  }

  /** Fails with an IOException when the body breaks off, which is another matter than the disk. */
  private static void copy(InputStream body, Path file) throws IOException {
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out = create(file)) {
      for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) write(out, chunk, read);
    }
  }

  private static OutputStream create(Path file) {
    try {
      return Files.newOutputStream(file);
    } catch (IOException full) {
      throw Rows.noRoom(full);
    }
  }

  private static void write(OutputStream out, byte[] bytes, int length) {
    try {
      out.write(bytes, 0, length);
    } catch (IOException full) {
      throw Rows.noRoom(full);
    }
  }

  private static Refused refusal(SQLException failed) {
    String message = String.valueOf(failed.getMessage());
    if (message.contains("Out of Memory"))
      return Refused.because(
          ProblemCode.TOO_LARGE,
          "Reading the Parquet file takes more memory than the server has for it. Write it with"
              + " smaller row groups, or send CSV or NDJSON.",
          failed);
    return Rows.malformed("The body is not a Parquet file that DuckDB can read.");
  }

  /** Each reader has its own DuckDB with its own memory, so only a few read at the same time. */
  private static void readInTurn(Path file, RowSink sink) throws SQLException {
    takeTurn();
    try {
      readFile(file, sink);
    } finally {
      READING.release();
    }
  }

  private static void takeTurn() {
    try {
      if (READING.tryAcquire(WAITED_SECONDS, TimeUnit.SECONDS)) return;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    throw Refused.because(
        ProblemCode.TOO_MANY_REQUESTS,
        "The server is reading as many Parquet files as it can at a time. Send it again later, or"
            + " send CSV or NDJSON.");
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
          if (row > MAX_ROWS)
            throw Refused.because(
                ProblemCode.TOO_LARGE,
                "The Parquet file has more than "
                    + MAX_ROWS
                    + " rows. Send them in several batches.");
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
