package dev.roster.http.json;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Inflates a body as it is read, so that a small one that inflates to much is cut at the limit. */
public final class GzippedBody extends InputStream {
  private final InputStream inflated;

  GzippedBody(InputStream body) throws IOException {
    this.inflated = open(body);
  }

  /** Whether the encoding means gzip (RFC 9110, 8.4.1.3). */
  public static boolean isGzip(String encoding) {
    return encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip");
  }

  private static InputStream open(InputStream body) throws IOException {
    try {
      return new GZIPInputStream(body);
    } catch (ZipException | EOFException broken) {
      throw malformed();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    try {
      return inflated.read(into, from, length);
    } catch (ZipException | EOFException broken) {
      throw malformed();
    }
  }

  private static RuntimeException malformed() {
    return JsonFault.malformed(
        JsonPlace.WHOLE, "is not gzip, as its Content-Encoding says; or it breaks off");
  }
}
