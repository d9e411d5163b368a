package dev.roster.core.artifact;

import dev.roster.core.problem.Refused;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.function.Supplier;

/**
 * The bytes of a whole file, open in the store. The last of them are held back until the hash of
 * all agrees: who gets the file to its end has the right one.
 */
public final class Content implements Closeable {
  private static final int BUFFER = 128 * 1024;

  private final Supplier<Refused> damage;
  private final Artifact artifact;
  private final InputStream stream;

  Content(Supplier<Refused> damage, Artifact artifact, InputStream stream) {
    this.damage = damage;
    this.artifact = artifact;
    this.stream = stream;
  }

  /**
   * Writes the file.
   *
   * @throws Refused {@code artifact_damaged} when the bytes are not those that were put; whoever
   *     got some of them must be cut off
   * @throws IOException the store's connection or the receiver's is gone
   */
  public void writeTo(OutputStream to) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] held = new byte[BUFFER];
    byte[] next = new byte[BUFFER];
    int holding = 0;
    long count = 0;
    int read;
    while ((read = stream.readNBytes(next, 0, BUFFER)) > 0) {
      digest.update(next, 0, read);
      count += read;
      if (count > artifact.size()) throw damage.get();
      to.write(held, 0, holding);
      byte[] free = held;
      held = next;
      next = free;
      holding = read;
    }
    if (count != artifact.size() || !Sha256.of(digest.digest()).equals(artifact.sha256()))
      throw damage.get();
    to.write(held, 0, holding);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
