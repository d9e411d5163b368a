package dev.roster.core.artifact;

import dev.roster.core.digest.Sha256;
import java.io.InputStream;
import java.util.List;

/** The bytes that a client sends. */
public interface IncomingBytes {
  /** The stream; its IOException means that the client is gone, or sent less than it said. */
  InputStream stream();

  /** The digests that the client says they have; asked for when the stream has ended. */
  List<Sha256> announced();
}
