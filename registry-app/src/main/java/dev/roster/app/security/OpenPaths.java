package dev.roster.app.security;

import dev.roster.http.access.RouteTable;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The paths that answer without a token, from the table of routes. All others are closed. */
final class OpenPaths implements RequestMatcher {
  private final RequestMatcher paths;

  OpenPaths(RouteTable routes) {
    paths =
        new OrRequestMatcher(
            routes.openPatterns().stream()
                .map(pattern -> (RequestMatcher) PathPatternRequestMatcher.pathPattern(pattern))
                .toList());
  }

  @Override
  public boolean matches(HttpServletRequest request) {
    if (request.getRequestURI().startsWith("/api/")) return false; // the API is never open
    String method = request.getMethod();
    return (method.equals("GET") || method.equals("HEAD")) && paths.matches(request);
  }
}
