package dev.roster.core.artifact;

import dev.roster.core.digest.Sha256;
import java.io.InputStream;
import java.util.List;

/** The bytes that a client sends. */
public interface IncomingBytes {
  /** The stream. Its IOException means that the client is gone, or sent less than it announced. */
  InputStream stream();

  /** The digests that the client announced. Some come as trailers, after the end of the stream. */
  List<Sha256> announced();
}
