package dev.roster.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes of known number. Where the connection to the store breaks, it goes on with another, a few
 * times. No key is written twice, so the rest belongs to the same object.
 */
final class ResumingStream extends InputStream {
  /** Opens the rest of the object, after the bytes that were read. */
  interface Rest {
    InputStream after(long bytes) throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(ResumingStream.class);
  private static final int MAX_RESUMES = 3;

  private final long length;
  private final Rest rest;
  private InputStream now;
  private long done;
  private int resumes;

  ResumingStream(InputStream first, long length, Rest rest) {
    this.now = first;
    this.length = length;
    this.rest = rest;
  }

  @Override
  public int read(byte[] into, int offset, int wanted) throws IOException {
    if (wanted == 0) return 0;
    while (true) {
      try {
        int read = now.read(into, offset, wanted);
        if (read > 0) done += read;
        return read;
      } catch (IOException broken) {
        if (resumes++ == MAX_RESUMES || done == length) throw broken;
        LOG.info("A read broke off after {} of {} bytes and goes on", done, length);
        now.close();
        now = rest.after(done);
      }
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public void close() throws IOException {
    now.close();
  }
}
