package dev.roster.core.artifact;

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
 * The bytes of a file or of a part of it, open in the store. The last of them are held back until
 * the number, and of a whole file the hash, agrees: who gets it to its end has the right one.
 */
public final class Content implements Closeable {
  private static final int BUFFER = 128 * 1024;

  private final Supplier<Refused> damage;
  private final long size;
  private final @Nullable Sha256 sha256;
  private final InputStream stream;

  /**
   * @param sha256 null: a part, whose hash nobody knows
   */
  Content(Supplier<Refused> damage, long size, @Nullable Sha256 sha256, InputStream stream) {
    this.damage = damage;
    this.size = size;
    this.sha256 = sha256;
    this.stream = stream;
  }

  /**
   * Writes it.
   *
   * @throws Refused {@code artifact_damaged} when the bytes are not those that were put; whoever
   *     got some of them must be cut off
   * @throws IOException the store's connection or the receiver's is gone
   */
  public void writeTo(OutputStream to) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    byte[] held = new byte[BUFFER];
    byte[] next = new byte[BUFFER];
    int holding = 0;
    long count = 0;
    int read;
    while ((read = stream.readNBytes(next, 0, BUFFER)) > 0) {
      digest.update(next, 0, read);
      count += read;
      if (count > size) throw damage.get();
      to.write(held, 0, holding);
      byte[] free = held;
      held = next;
      next = free;
      holding = read;
    }
    boolean right = sha256 == null || sha256.equals(Sha256.of(digest.digest()));
    if (count != size || !right) throw damage.get();
    to.write(held, 0, holding);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
