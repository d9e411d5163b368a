package dev.roster.core.unpack;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The files of an archive that a client sends, one after the other. */
public interface IncomingFiles extends Closeable {
  /**
   * The next file; null after the last one, when the whole archive was read and is sound. The bytes
   * of a file are read to their end before the next one is asked for.
   *
   * @throws dev.roster.core.problem.Refused if the archive holds what Roster does not take, or is
   *     broken
   */
  @Nullable File next();

  /**
   * @param name as the archive has it
   * @param bytes its IOException means that the archive is broken, or that the client is gone
   */
  record File(String name, InputStream bytes) {}

  @Override
  void close() throws IOException;
}
