package dev.roster.monitoring.rows;

import dev.roster.core.limit.MemoryBudget;
import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.core.temporary.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/** The reader of all tests of this module, whose temporary files are below {@code target}. */
public final class TestReader {
  public static final RowReader READER =
      new RowReader(folder(), new RowMemory(1L << 30, Duration.ofSeconds(10)));

  private TestReader() {}

  static void read(RowDialect dialect, InputStream body, RowSink sink) {
    try (MemoryBudget.Claim claim = READER.claim()) {
      READER.read(dialect, body, sink, claim);
    }
  }

  private static TemporaryFolder folder() {
    try {
      return TemporaryFolder.in(Path.of("target", "tmp"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
