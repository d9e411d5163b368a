package dev.roster.monitoring.rows;

import dev.roster.core.limit.MemoryBudget;
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
  private static final long OF_SMALL_BODY = 2 << 20;

  private final TemporaryFolder temporary;
  private final RowMemory memory;
  private final DuckDb duckDb;

  public RowReader(TemporaryFolder temporary, RowMemory memory) {
    this.temporary = temporary;
    this.memory = memory;
    this.duckDb = new DuckDb(temporary);
  }

  /** Claims the memory that each reading takes, which the caller gives back. */
  public MemoryBudget.Claim claim() {
    return memory.claim(OF_SMALL_BODY);
  }

  /**
   * @param claim what {@link #claim} gave
   * @throws Refused {@code malformed_request}: the body is not what it is said to be
   */
  public void read(RowDialect dialect, InputStream body, RowSink sink, MemoryBudget.Claim claim) {
    try {
      switch (dialect.format()) {
        case CSV -> CsvRows.read(new MeteredBody(body, claim), dialect, sink);
        case NDJSON -> NdjsonRows.read(new MeteredBody(body, claim), sink);
        case PARQUET -> new ParquetRows(temporary, memory, duckDb).read(body, sink);
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
