package dev.roster.monitoring.rows;

import dev.roster.core.temporary.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The reader of all tests of this module, whose temporary files are below {@code target}. */
public final class TestReader {
  public static final RowReader READER = new RowReader(folder());

  private TestReader() {}

  private static TemporaryFolder folder() {
    try {
      return TemporaryFolder.in(Path.of("target", "tmp"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
