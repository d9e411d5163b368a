package dev.roster.monitoring.rows;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * JSON whose texts end early if they have more bytes than the longest permitted text can be written
 * with. The parser would refuse the whole body, or hold the text in memory; so it sees a text that
 * is only somewhat too long.
 */
final class ShortenedTexts extends FilterInputStream {
  private static final int BYTES_OF_ESCAPE = 6; // \u0041

  private static final int DIGITS_OF_ESCAPE = 4;
  private static final int START_OF_ESCAPE = 1;

  /** A text of so many bytes is over the limit whatever escapes it has. */
  static final int MAX_BYTES = BYTES_OF_ESCAPE * (TextValue.MAX_BYTES + 2);

  private boolean inText;
  private int escapeLeft;
  private boolean dropping;
  private int bytes;

  ShortenedTexts(InputStream json) {
    super(json);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) return 0;
    int kept = 0;
    while (kept == 0) { // a whole buffer may be dropped
      int read = in.read(buffer, offset, length);
      if (read < 0) return read;
      for (int i = offset; i < offset + read; i++)
        if (isKept(buffer[i])) buffer[offset + kept++] = buffer[i];
    }
    return kept;
  }

  private boolean isKept(byte b) {
    if (!inText) {
      inText = b == '"';
      bytes = 0;
      return true;
    }
    boolean isBoundary = escapeLeft == 0 && (b & 0xc0) != 0x80;
    if (escapeLeft > 0) {
      escapeLeft = b == 'u' && escapeLeft == START_OF_ESCAPE ? DIGITS_OF_ESCAPE : escapeLeft - 1;
    } else if (b == '"') {
      inText = false;
      dropping = false;
      return true;
    } else if (b == '\\') {
      escapeLeft = START_OF_ESCAPE;
    }
    dropping |= isBoundary && bytes >= MAX_BYTES - BYTES_OF_ESCAPE;
    bytes++;
    return !dropping;
  }
}
