package dev.roster.app.connection;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.http.parser.HttpHeaderParser;
import org.apache.tomcat.util.http.parser.HttpHeaderParser.HeaderDataSource;

/**
 * The head of a request, of which each line ends with CR LF, none goes on in the next, and one
 * header at most says where the body ends (INJ-17). Tomcat tolerates more; a proxy in front may
 * read such a head in another way.
 */
final class PlainHead implements HeaderDataSource {
  private static final Field PARSER = parser();

  private final Http11InputBuffer input;
  private final MimeHeaders headers;

  private PlainHead(Http11InputBuffer input, MimeHeaders headers) {
    this.input = input;
    this.headers = headers;
  }

  /** Makes the input read no other heads. Tomcat has no setting for that, hence the reflection. */
  static void require(Http11InputBuffer input, Request request) {
    try {
      MimeHeaders headers = request.getMimeHeaders();
      PARSER.set(input, new HttpHeaderParser(new PlainHead(input, headers), headers, false));
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Field parser() {
    try {
      Field field = Http11InputBuffer.class.getDeclaredField("httpHeaderParser");
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException other) {
      throw new IllegalStateException("this version of Tomcat parses headers differently", other);
    }
  }

  /** The parser asks before each byte that it reads, so also at the begin of each line. */
  @Override
  public ByteBuffer getHeaderByteBuffer() {
    ByteBuffer read = input.getHeaderByteBuffer();
    int at = read.position();
    if (at < 1 || read.get(at - 1) != '\n') return read;
    if (at > 1 && read.get(at - 2) != '\r')
      throw new IllegalArgumentException("a line ends without CR");
    if (at < read.limit()) beginLine(read.get(at));
    return read;
  }

  private void beginLine(byte first) {
    if (first == ' ' || first == '\t')
      throw new IllegalArgumentException("a header goes on in the next line");
    boolean ends = first == '\r';
    if (ends && has("content-length") && has("transfer-encoding"))
      throw new IllegalArgumentException("two headers say where the body ends");
  }

  private boolean has(String name) {
    return headers.findHeader(name, 0) >= 0;
  }

  @Override
  public boolean fillHeaderBuffer() throws IOException {
    return input.fillHeaderBuffer();
  }
}
