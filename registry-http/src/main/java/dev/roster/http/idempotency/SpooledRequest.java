package dev.roster.http.idempotency;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The request with its body from the spool. */
final class SpooledRequest extends HttpServletRequestWrapper {
  private final Spool spool;
  private final ServletInputStream body;

  SpooledRequest(HttpServletRequest request, Spool spool) throws IOException {
    super(request);
    this.spool = spool;
    this.body = new Body(spool.open());
  }

  @Override
  public ServletInputStream getInputStream() {
    return body;
  }

  @Override
  public BufferedReader getReader() {
    return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  @Override
  public int getContentLength() {
    return spool.size() > Integer.MAX_VALUE ? -1 : (int) spool.size();
  }

  @Override
  public long getContentLengthLong() {
    return spool.size();
  }

  private static final class Body extends ServletInputStream {
    private final InputStream from;
    private boolean finished;

    Body(InputStream from) {
      this.from = from;
    }

    @Override
    public int read() throws IOException {
      int next = from.read();
      finished |= next < 0;
      return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = from.read(into, offset, length);
      finished |= read < 0;
      return read;
    }

    @Override
    public boolean isFinished() {
      return finished;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("the body has been read already");
    }

    @Override
    public void close() throws IOException {
      from.close();
    }
  }
}
