package dev.roster.http.idempotency;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Holds the answer back until its effect is committed. */
final class BufferedResponse extends HttpServletResponseWrapper {
  private static final List<String> KEPT =
      List.of(HttpHeaders.LOCATION, HttpHeaders.ETAG, HttpHeaders.CONTENT_TYPE);

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private @Nullable PrintWriter writer;

  BufferedResponse(HttpServletResponse response) {
    super(response);
  }

  byte[] content() {
    if (writer != null) writer.flush();
    return body.toByteArray();
  }

  Map<String, String> keptHeaders() {
    Map<String, String> kept = new LinkedHashMap<>();
    for (String name : KEPT) {
      String value = name.equals(HttpHeaders.CONTENT_TYPE) ? getContentType() : getHeader(name);
      if (value != null) kept.put(name, value);
    }
    return kept;
  }

  void release() throws IOException {
    byte[] content = content();
    if (content.length > 0) getResponse().getOutputStream().write(content);
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return new ServletOutputStream() {
      @Override
      public void write(int b) {
        body.write(b);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        body.write(bytes, offset, length);
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        throw new IllegalStateException("the answer is held in memory");
      }
    };
  }

  @Override
  public PrintWriter getWriter() {
    if (writer == null)
      writer = new PrintWriter(new OutputStreamWriter(body, StandardCharsets.UTF_8));
    return writer;
  }

  @Override
  public void flushBuffer() {} // nothing goes out before the commit

  @Override
  public boolean isCommitted() {
    return false;
  }

  @Override
  public void resetBuffer() {
    body.reset();
  }

  @Override
  public void reset() {
    super.reset();
    body.reset();
  }
}
