package dev.roster.monitoring.rows;

import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.temporary.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.stereotype.Component;

/** Reads a body of rows from its beginning to its end. */
@Component
public final class RowReader {
  private final TemporaryFolder temporary;
  private final DuckDb duckDb;

  public RowReader(TemporaryFolder temporary) {
    this.temporary = temporary;
    this.duckDb = new DuckDb(temporary);
  }

  /**
   * @throws Refused {@code malformed_request}: the body is not what it is said to be
   */
  public void read(RowDialect dialect, InputStream body, RowSink sink) {
    try {
      switch (dialect.format()) {
        case CSV -> CsvRows.read(body, dialect, sink);
        case NDJSON -> NdjsonRows.read(body, sink);
        case PARQUET -> new ParquetRows(temporary, duckDb).read(body, sink);
      }
    } catch (IOException broken) {
      throw Refused.because(
          ProblemCode.MALFORMED_REQUEST, "The body could not be read to its end.", broken);
    }
  }

  /** Where the temporary files of the readers are. */
  public TemporaryFolder temporary() {
    return temporary;
  }
}
