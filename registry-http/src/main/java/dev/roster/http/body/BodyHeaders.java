package dev.roster.http.body;

import static dev.roster.http.request.RequestPart.HEADER;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.http.access.RouteTable;
import dev.roster.http.request.FormBody;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses a request with a header that gives its body, or its method, another meaning than the one
 * that Roster would give it. If such a header were ignored, a part of a file would be stored as the
 * whole. It judges after the guard of routes has judged the call.
 */
@Component
class BodyHeaders implements HandlerInterceptor {
  private static final String WHOLE =
      "is not supported, as a body is stored as a whole. To resume an upload, open an upload in"
          + " parts by POST /api/v1/models/{name}/versions/{version}/uploads";
  private static final String BYTES_ONLY =
      "is not supported; send the bytes themselves as the body";
  private static final String COPY =
      "is not supported, as no bytes would be stored. To copy a file, send {\"path\":…,"
          + "\"copyFrom\":{…}} by POST /api/v1/models/{name}/versions/{version}/artifacts";
  private static final String METHOD = "is not supported; send the request with that method";

  private static final List<String> METHODS =
      List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override");

  private static final List<String> ONCE =
      List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_ENCODING);

  /** The headers that give a body another meaning, and what to do instead. */
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("Content-Range", WHOLE),
          Map.entry("Range", WHOLE),
          Map.entry("If-Range", WHOLE),
          Map.entry("X-Update-Range", WHOLE),
          Map.entry("Upload-Offset", WHOLE),
          Map.entry("Upload-Length", WHOLE),
          Map.entry("Upload-Defer-Length", WHOLE),
          Map.entry("Upload-Complete", WHOLE),
          Map.entry("Upload-Incomplete", WHOLE),
          Map.entry("Upload-Concat", WHOLE),
          Map.entry("Tus-Resumable", WHOLE),
          Map.entry("X-Goog-Upload-Command", WHOLE),
          Map.entry("X-Goog-Upload-Offset", WHOLE),
          Map.entry("X-Goog-Upload-Protocol", WHOLE),
          Map.entry("X-Upload-Content-Length", WHOLE),
          Map.entry("OC-Chunked", WHOLE),
          Map.entry("x-amz-write-offset-bytes", WHOLE),
          Map.entry("x-ms-range", WHOLE),
          Map.entry("Content-Location", BYTES_ONLY),
          Map.entry("Delta-Base", BYTES_ONLY),
          Map.entry("IM", BYTES_ONLY),
          Map.entry("x-amz-decoded-content-length", BYTES_ONLY),
          Map.entry("x-amz-trailer", BYTES_ONLY),
          Map.entry("x-amz-copy-source", COPY),
          Map.entry("x-goog-copy-source", COPY),
          Map.entry("x-ms-copy-source", COPY),
          Map.entry("X-Checksum-Deploy", COPY));

  private static final Set<String> PLAIN_ENCODINGS = Set.of("binary", "8bit", "7bit", "identity");

  private final RouteTable routes;

  BodyHeaders(RouteTable routes) {
    this.routes = routes;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod && request.getDispatcherType() == DispatcherType.REQUEST)
      check(request);
    return true;
  }

  /**
   * @throws Refused {@code invalid_field}; {@code unsupported_media_type} for a form; {@code
   *     too_large}
   */
  private void check(HttpServletRequest request) {
    for (String name : METHODS) refuse(request, name, METHOD);
    String method = request.getMethod();
    if (method.equals("GET") || method.equals("HEAD")) return; // they have no body
    OTHERS.forEach((name, remedy) -> refuse(request, name, remedy));
    for (String name : ONCE)
      if (Collections.list(request.getHeaders(name)).size() > 1)
        throw Refused.invalid(HEADER.field(name), "is given more than once; send it once");
    String encoding = request.getHeader("Content-Transfer-Encoding");
    if (encoding != null && !PLAIN_ENCODINGS.contains(encoding.strip().toLowerCase(Locale.ROOT)))
      throw Refused.invalid(HEADER.field("Content-Transfer-Encoding"), BYTES_ONLY, encoding);
    if (request.getHeader("If-Unmodified-Since") != null && request.getHeader("If-Match") == null)
      throw Refused.invalid(
          HEADER.field("If-Unmodified-Since"), "is not supported; send the ETag in If-Match");
    BodyChecksums.of(
        request, !routes.checksDigests(request)); // those that cannot be checked are refused
    refuseForm(request);
    long bodyLimit = routes.bodyLimit(request);
    if (request.getContentLengthLong() > bodyLimit)
      throw Refused.because(
          ProblemCode.TOO_LARGE, "The body may have up to " + bodyLimit + " bytes on this route.");
  }

  private static void refuse(HttpServletRequest request, String name, String remedy) {
    if (request.getHeader(name) != null) throw Refused.invalid(HEADER.field(name), remedy);
  }

  /** A form would be stored with its boundaries, and a URL-encoded one is mostly a mistake. */
  private static void refuseForm(HttpServletRequest request) {
    boolean empty =
        request.getContentLengthLong() == 0
            || request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") == null;
    if (empty) return;
    if (Collections.list(request.getHeaders(HttpHeaders.CONTENT_TYPE)).stream()
        .anyMatch(FormBody::hasType))
      throw Refused.because(ProblemCode.UNSUPPORTED_MEDIA_TYPE, FormBody.REMEDY);
  }
}
