package dev.roster.monitoring.rows;

import dev.roster.core.limit.MemoryBudget;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.temporary.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/**
 * Parquet by DuckDB, from a file that the server makes and deletes. DuckDB may read that file and
 * nothing else, and loads no extension.
 */
final class ParquetRows {
  private static final long MAX_MEMORY = 256L << 20;
  private static final long MIN_MEMORY = 64L << 20;
  private static final long MAX_ROWS = 50_000_000;
  private static final int CHUNK = 1 << 16;

  private final TemporaryFolder temporary;
  private final RowMemory memory;
  private final DuckDb duckDb;

  ParquetRows(TemporaryFolder temporary, RowMemory memory, DuckDb duckDb) {
    this.temporary = temporary;
    this.memory = memory;
    this.duckDb = duckDb;
  }

  void read(InputStream body, RowSink sink) throws IOException {
    Path file = temporary();
    try {
      copy(body, file);
      readFile(file, sink);
    } catch (SQLException failed) {
      throw refusal(failed);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private Path temporary() {
    try {
      return temporary.file("parquet");
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
    if (message.contains("Out of Memory") || isUntold(failed))
      return Refused.because(
          ProblemCode.TOO_LARGE,
          "Reading the Parquet file takes more memory than the server has for it. Write it with"
              + " smaller row groups, or send CSV or NDJSON.",
          failed);
    return Rows.malformed("The body is not a Parquet file that DuckDB can read.");
  }

  /** Each body has a DuckDB of its own: one for the schema, then one for the rows. */
  private void readFile(Path file, RowSink sink) throws SQLException {
    ParquetColumns columns = columns(file, sink);
    long ofDuckDb = ofDuckDb(columns.memory());
    try (MemoryBudget.Claim claim = memory.claim(ofDuckDb + columns.memory())) {
      try {
        readRows(file, columns, ofDuckDb, sink);
      } catch (SQLException failed) {
        if (isUntold(failed)) tell(file, columns, ofDuckDb);
        throw failed;
      }
    }
  }

  private void readRows(Path file, ParquetColumns columns, long ofDuckDb, RowSink sink)
      throws SQLException {
    try (Connection duckdb = open(file, ofDuckDb, true);
        Statement statement = duckdb.createStatement();
        ResultSet rows = statement.executeQuery(columns.query())) {
      for (long row = 1; rows.next(); row++) {
        if (row > MAX_ROWS)
          throw Refused.because(
              ProblemCode.TOO_LARGE,
              "The Parquet file has more than "
                  + MAX_ROWS
                  + " rows. Send them in several batches.");
        columns.values(rows, sink);
        sink.endRow(row);
      }
    }
  }

  /** Whether the result, as it streams, does not say why its first rows cannot be read. */
  private static boolean isUntold(SQLException failed) {
    return String.valueOf(failed.getMessage()).contains("Invalid result set");
  }

  /** Fails as reading the rows has failed, with the reason. */
  private void tell(Path file, ParquetColumns columns, long ofDuckDb) throws SQLException {
    try (Connection duckdb = open(file, ofDuckDb, false);
        Statement statement = duckdb.createStatement()) {
      statement.execute("select max(hash(columns(*))) from (" + columns.query() + ")");
    }
  }

  private ParquetColumns columns(Path file, RowSink sink) throws SQLException {
    long least = leastOfDuckDb();
    try (MemoryBudget.Claim claim = memory.claim(least);
        Connection duckdb = open(file, least, false)) {
      return ParquetColumns.of(duckdb, file, sink, memory.total() / 4);
    }
  }

  /** What DuckDB may take while it reads the rows: half of all, less if the columns take much. */
  private long ofDuckDb(long ofColumns) {
    long total = memory.total();
    long left = total - total / 16 - ofColumns; // a sixteenth is for what other calls hold
    return Math.max(leastOfDuckDb(), Math.min(left, Math.min(MAX_MEMORY, total / 2)));
  }

  private long leastOfDuckDb() {
    return Math.min(MIN_MEMORY, memory.total() / 4);
  }

  private Connection open(Path file, long most, boolean streams) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("jdbc_stream_results", String.valueOf(streams));
    settings.setProperty("memory_limit", most + "B");
    settings.setProperty("threads", "2");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    Connection duckdb = duckDb.open(settings);
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
