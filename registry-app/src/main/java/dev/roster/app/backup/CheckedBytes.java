package dev.roster.app.backup;

import dev.roster.core.digest.Sha256;
import dev.roster.storage.backup.StoredBytes;
import dev.roster.storage.progress.Progress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Bytes on their way from one store to another. If they are not those that they should be, reading
 * their end fails, so whoever stores them does not keep them.
 */
final class CheckedBytes extends FilterInputStream {
  private final StoredBytes expected;
  private final Progress progress;
  private final MessageDigest digest = Sha256.newDigest();
  private long count;

  /** Thrown at the end of bytes that are others. */
  static final class Altered extends IOException {
    private Altered(String message) {
      super(message);
    }
  }

  CheckedBytes(InputStream in, StoredBytes expected, Progress progress) {
    super(in);
    this.expected = expected;
    this.progress = progress;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    if (read < 0) {
      check();
    } else {
      digest.update(into, offset, read);
      count += read;
      progress.addBytes(read);
    }
    return read;
  }

  private void check() throws IOException {
    if (count != expected.size())
      throw new Altered("they are " + count + " bytes instead of " + expected.size());
    MessageDigest copy;
    try {
      copy = (MessageDigest) digest.clone(); // the end may be read twice
    } catch (CloneNotSupportedException impossible) { // every Java platform can clone it
      throw new IllegalStateException(impossible);
    }
    Sha256 found = Sha256.of(copy.digest());
    if (!found.hex().equals(expected.sha256())) throw new Altered("they are other bytes, " + found);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
