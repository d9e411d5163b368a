package dev.roster.core.artifact;

import dev.roster.core.blob.ReadAhead;
import dev.roster.core.digest.Sha256;
import dev.roster.core.problem.Refused;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file or of a part of it, open in the store. The last bytes are held back until the
 * count agrees, and for a whole file the hash too. So a receiver that gets the end of the file has
 * the right file.
 */
public final class Content implements Closeable {
  private final Supplier<Refused> damage;
  private final long size;
  private final @Nullable Sha256 sha256;
  private final InputStream stream;

  /**
   * @param sha256 null for a part of a file, whose hash is not known
   */
  Content(Supplier<Refused> damage, long size, @Nullable Sha256 sha256, InputStream stream) {
    this.damage = damage;
    this.size = size;
    this.sha256 = sha256;
    this.stream = stream;
  }

  /**
   * Writes the bytes.
   *
   * @throws Refused {@code artifact_damaged} when the bytes are not those that were uploaded; the
   *     connection of a receiver that already got some of them must be cut
   * @throws IOException the connection to the store or to the receiver broke
   */
  public void writeTo(OutputStream to) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    long count = 0;
    ReadAhead.Block held = ReadAhead.Block.EMPTY;
    try (ReadAhead ahead = new ReadAhead(stream, digest, size)) {
      for (ReadAhead.Block block; (block = ahead.next()) != null; ) {
        count += block.length();
        if (count > size) throw damage.get();
        to.write(held.bytes(), 0, held.length());
        held = block;
      }
    }
    boolean right = sha256 == null || sha256.equals(Sha256.of(digest.digest()));
    if (count != size || !right) throw damage.get();
    to.write(held.bytes(), 0, held.length());
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
