package dev.roster.monitoring.rows;

import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.io.IOException;
import java.io.InputStream;

/** Reads a body of rows from its beginning to its end. */
public final class Rows {
  private Rows() {}

  /**
   * @throws Refused {@code malformed_request}: the body is not what it is said to be
   */
  public static void read(RowDialect dialect, InputStream body, RowSink sink) {
    try {
      switch (dialect.format()) {
        case CSV -> CsvRows.read(body, dialect, sink);
        case NDJSON -> NdjsonRows.read(body, sink);
        case PARQUET -> ParquetRows.read(body, sink);
      }
    } catch (IOException broken) {
      throw Refused.because(
          ProblemCode.MALFORMED_REQUEST, "The body could not be read to its end.", broken);
    }
  }

  /**
   * The refusal if a temporary file cannot be written or read, for example because the disk is
   * full.
   */
  public static Refused noRoom(IOException cause) {
    return Refused.because(
        ProblemCode.STORAGE_UNAVAILABLE,
        "The server could not keep the rows in a temporary file. Try again later.",
        cause);
  }

  static Refused malformed(String detail) {
    return Refused.because(ProblemCode.MALFORMED_REQUEST, detail);
  }
}
