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

/** Buffers the answer until its transaction is committed. */
final class BufferedResponse extends HttpServletResponseWrapper {
  private static final List<String> STORED_HEADERS =
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

  Map<String, String> storedHeaders() {
    Map<String, String> stored = new LinkedHashMap<>();
    for (String name : STORED_HEADERS) {
      String value = name.equals(HttpHeaders.CONTENT_TYPE) ? getContentType() : getHeader(name);
      if (value != null) stored.put(name, value);
    }
    return stored;
  }

  /** Sends the answer. */
  void send() throws IOException {
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
        throw new IllegalStateException("the answer is buffered in memory");
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
  public void flushBuffer() {} // nothing is sent before the commit

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
