package dev.roster.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream with a known number of bytes. If the connection to the store breaks, or an answer ends
 * too early, the stream resumes on a new connection, a few times. This is safe because no key is
 * written twice.
 */
final class ResumingStream extends InputStream {
  /** Opens the object after the bytes that were already read. */
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
        if (read >= 0 || done == length || resumes++ >= MAX_RESUMES) return read;
      } catch (IOException broken) {
        if (resumes++ >= MAX_RESUMES || done == length) throw broken;
      }
      LOG.info("A read from the store ended after {} of {} bytes and is resumed", done, length);
      now.close();
      now = rest.after(done);
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
