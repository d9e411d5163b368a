package dev.roster.http.body;

import dev.roster.http.access.RouteTable;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets handlers read only bodies that have the checksums which their headers announce. It stands
 * before the filter that keeps bodies for retries.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 1)
class BodyFilter extends OncePerRequestFilter {
  private final RouteTable routes;

  BodyFilter(RouteTable routes) {
    this.routes = routes;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(new CheckedRequest(request, !routes.checksDigests(request)), response);
  }

  /** Its headers are read with its body, after the call was judged. */
  private static final class CheckedRequest extends HttpServletRequestWrapper {
    private final boolean withDigestFields;
    private @Nullable ServletInputStream body;

    CheckedRequest(HttpServletRequest request, boolean withDigestFields) {
      super(request);
      this.withDigestFields = withDigestFields;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (body != null) return body;
      HttpServletRequest request = (HttpServletRequest) getRequest();
      List<BodyChecksum> announced = BodyChecksums.of(request, withDigestFields);
      ServletInputStream plain = request.getInputStream();
      body =
          announced.isEmpty()
              ? plain
              : new CheckedBody(plain, announced, request.getContentLengthLong());
      return body;
    }

    @Override
    public BufferedReader getReader() throws IOException {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }

  private static final class CheckedBody extends ServletInputStream {
    private final ServletInputStream from;
    private final List<BodyChecksum> announced;
    private final long length;
    private long count;
    private boolean checked;

    CheckedBody(ServletInputStream from, List<BodyChecksum> announced, long length) {
      this.from = from;
      this.announced = announced;
      this.length = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Checks with the last byte, so that a reader that knows the length meets it, too. */
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = from.read(into, offset, length);
      if (read > 0) {
        count += read;
        for (BodyChecksum sum : announced) sum.update(into, offset, read);
      }
      if (!checked && (read < 0 || count == this.length)) {
        checked = true;
        announced.forEach(BodyChecksum::check);
      }
      return read;
    }

    @Override
    public boolean isFinished() {
      return from.isFinished();
    }

    @Override
    public boolean isReady() {
      return from.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("the body is read by blocking calls");
    }
  }
}
