package dev.roster.app.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The reviewed list of what answers without a token. All else is closed. */
final class OpenPaths implements RequestMatcher {
  private static final String[] PATTERNS = {
    "/",
    "/actuator/health",
    "/actuator/health/**",
    "/openapi.json",
    "/openapi.json/swagger-config",
    "/swagger-ui.html",
    "/swagger-ui/**",
    "/problems/*"
  };

  private final RequestMatcher paths =
      new OrRequestMatcher(
          Arrays.stream(PATTERNS)
              .map(pattern -> (RequestMatcher) PathPatternRequestMatcher.pathPattern(pattern))
              .toList());

  @Override
  public boolean matches(HttpServletRequest request) {
    if (request.getRequestURI().startsWith("/api/")) return false; // nothing of it is open
    String method = request.getMethod();
    return (method.equals("GET") || method.equals("HEAD")) && paths.matches(request);
  }
}
