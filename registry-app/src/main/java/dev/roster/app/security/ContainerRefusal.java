package dev.roster.app.security;

import dev.roster.core.problem.ProblemCode;
import org.apache.catalina.connector.Request;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;

/** What a bare status of the container means. */
final class ContainerRefusal {
  private static final int MAX_HEADERS = 100; // of Tomcat

  private static final String HEAD_TOO_LARGE =
      StringManager.getManager(Http11InputBuffer.class)
          .getString("iib.requestheadertoolarge.error");

  /** As server.max-http-request-header-size says. */
  private static final int MAX_HEAD = 32 * 1024;

  private ContainerRefusal() {}

  static ProblemCode codeOf(int status) {
    return switch (status) {
      case 401 -> ProblemCode.UNAUTHENTICATED;
      case 403 -> ProblemCode.FORBIDDEN;
      case 404 -> ProblemCode.NOT_FOUND;
      case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
      case 406 -> ProblemCode.NOT_ACCEPTABLE;
      case 413 -> ProblemCode.TOO_LARGE;
      case 414 -> ProblemCode.URI_TOO_LONG;
      case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
      case 416 -> ProblemCode.RANGE_NOT_SATISFIABLE;
      case 431 -> ProblemCode.HEADERS_TOO_LARGE;
      case 505 -> ProblemCode.HTTP_VERSION_UNSUPPORTED;
      case 503 -> ProblemCode.DATABASE_UNAVAILABLE;
      case 501 -> ProblemCode.MALFORMED_REQUEST; // an unknown transfer coding
      default -> status >= 500 ? ProblemCode.INTERNAL_ERROR : ProblemCode.MALFORMED_REQUEST;
    };
  }

  /**
   * As above, but for a head that is beyond a limit, which Tomcat refuses with 400: the URL is too
   * long if the request line did not fit, else the headers are.
   */
  static ProblemCode codeOf(Request request, int status, @Nullable Throwable failure) {
    if (status != 400 || failure == null) return codeOf(status);
    if (request.getCoyoteRequest().getMimeHeaders().size() >= MAX_HEADERS)
      return ProblemCode.HEADERS_TOO_LARGE;
    if (!HEAD_TOO_LARGE.equals(failure.getMessage())) return codeOf(status);
    return isLong(request.getCoyoteRequest())
        ? ProblemCode.URI_TOO_LONG
        : ProblemCode.HEADERS_TOO_LARGE;
  }

  /** Whether the request line alone is beyond the limit. Tomcat may have read all of it or not. */
  private static boolean isLong(org.apache.coyote.Request request) {
    int query = request.queryString().isNull() ? 0 : request.queryString().getLength();
    return request.requestURI().isNull() || request.requestURI().getLength() + query >= MAX_HEAD;
  }

  /** As below, but a fault of the path is named. */
  static String detailOf(Request request, ProblemCode code) {
    MessageBytes path = request.getCoyoteRequest().requestURI();
    return code != ProblemCode.MALFORMED_REQUEST || path.isNull()
        ? detailOf(code)
        : PathFault.of(path.toString(), false).orElseGet(() -> detailOf(code));
  }

  static String detailOf(int status) {
    return detailOf(codeOf(status));
  }

  static String detailOf(ProblemCode code) {
    return switch (code) {
      case URI_TOO_LONG, HEADERS_TOO_LARGE ->
          "The request line and the headers may have up to 32 KiB together; there may be "
              + MAX_HEADERS
              + " headers.";
      case HTTP_VERSION_UNSUPPORTED -> "The server speaks HTTP/1.1 and HTTP/1.0.";
      case NOT_FOUND -> "No resource has this path; /openapi.json lists all paths.";
      case METHOD_NOT_ALLOWED -> "This path does not have this method.";
      case INTERNAL_ERROR ->
          "Roster failed on this request; the trace id finds the cause in its log.";
      case MALFORMED_REQUEST ->
          "The request line, the path, a header or the framing of the body is malformed. Lines end"
              + " with CR LF, a header is on one line, and a path has no encoded slash and no"
              + " backslash.";
      default -> "The server refuses this request; the title says why.";
    };
  }
}
