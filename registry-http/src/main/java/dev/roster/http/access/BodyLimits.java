package dev.roster.http.access;

import dev.roster.http.json.JsonLimits;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** How many bytes the body of a call may have: a JSON document's, but where rows are taken. */
public final class BodyLimits {
  /** Bytes of rows in one call. */
  public static final long ROWS = 1L << 30;

  private static final PathPattern OBSERVATIONS =
      PathPatternParser.defaultInstance.parse(
          "/api/v1/models/{name}/versions/{version}/observations");

  private BodyLimits() {}

  public static long of(HttpServletRequest request) {
    return takesRows(request) ? ROWS : JsonLimits.MAX_DOCUMENT_BYTES;
  }

  private static boolean takesRows(HttpServletRequest request) {
    return OBSERVATIONS.matches(PathContainer.parsePath(request.getRequestURI()));
  }
}
