package dev.roster.monitoring.rows;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * JSON that lacks the ends of texts and numbers that are far too long, and what is nested far too
 * deep. The parser would refuse the whole body for them, or hold them in memory; so it sees what is
 * only somewhat too long or too deep, and is still JSON.
 */
final class BoundedJson extends FilterInputStream {
  /** The depth at which a list or an object is empty for the parser. */
  static final int MAX_DEPTH = 200;

  private static final int MAX_DIGITS = 200; // in a row: more than any number may have
  private static final int BYTES_OF_ESCAPE = 6; // \u0041
  private static final int DIGITS_OF_ESCAPE = 4;
  private static final int START_OF_ESCAPE = 1;

  /** A text of so many bytes is over the limit whatever escapes it has. */
  static final int MAX_TEXT = BYTES_OF_ESCAPE * (TextValue.MAX_BYTES + 2);

  private boolean inText;
  private int bytesOfText;
  private boolean isTextTooLong;
  private int escapeLeft;
  private int digits;
  private long depth;

  BoundedJson(InputStream json) {
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
    return inText ? isKeptOfText(b) && depth < MAX_DEPTH : isKeptBetweenTexts(b);
  }

  private boolean isKeptBetweenTexts(byte b) {
    boolean isDigit = b >= '0' && b <= '9';
    digits = isDigit ? Math.min(digits + 1, MAX_DIGITS + 1) : 0;
    switch (b) {
      case '[', '{' -> {
        return ++depth <= MAX_DEPTH;
      }
      case ']', '}' -> {
        return depth-- <= MAX_DEPTH;
      }
      case '"' -> {
        inText = true;
        bytesOfText = 0;
      }
      default -> {}
    }
    return digits <= MAX_DIGITS && depth < MAX_DEPTH;
  }

  private boolean isKeptOfText(byte b) {
    boolean isBoundary = escapeLeft == 0 && (b & 0xc0) != 0x80;
    if (escapeLeft > 0) {
      escapeLeft = b == 'u' && escapeLeft == START_OF_ESCAPE ? DIGITS_OF_ESCAPE : escapeLeft - 1;
    } else if (b == '"') {
      inText = false;
      isTextTooLong = false;
      return true;
    } else if (b == '\\') {
      escapeLeft = START_OF_ESCAPE;
    }
    isTextTooLong |= isBoundary && bytesOfText >= MAX_TEXT - BYTES_OF_ESCAPE;
    bytesOfText++;
    return !isTextTooLong;
  }
}
