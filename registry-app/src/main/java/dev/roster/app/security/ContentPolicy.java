package dev.roster.app.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.header.HeaderWriter;

/** What a browser may do with an answer: nothing, but for the pages that are made for it. */
final class ContentPolicy implements HeaderWriter {
  private static final String NAME = "Content-Security-Policy";
  private static final String DATA = "default-src 'none'; frame-ancestors 'none'";
  private static final String PAGE =
      "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none';"
          + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  @Override
  public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
    if (response.containsHeader(NAME)) return;
    response.setHeader(NAME, isPage(request.getRequestURI()) ? PAGE : DATA);
  }

  private static boolean isPage(String path) {
    return !path.startsWith("/api/") && !path.startsWith("/actuator");
  }
}
