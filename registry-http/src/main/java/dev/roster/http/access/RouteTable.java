package dev.roster.http.access;

import dev.roster.http.json.JsonLimits;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The one table of what a call needs, collected from all capabilities. A route that has no row is
 * denied, and a test fails. HEAD needs what GET needs.
 */
@Component
public class RouteTable {
  private static final String ARTIFACTS = "/artifacts/";
  private static final String ARCHIVE = "/archive";

  private final Map<String, Route> rows = new LinkedHashMap<>();
  private final List<String> open = new ArrayList<>();
  private final List<EarlyRow> earlyRows = new ArrayList<>();

  /** A row that a filter has to find before the dispatcher has matched the path. */
  private record EarlyRow(PathPattern pattern, Route route) {}

  /**
   * @throws IllegalStateException when two rows are for the same method and pattern
   */
  public RouteTable(List<Routes> contributions) {
    for (Routes contribution : contributions) contribution.rows().forEach(this::add);
  }

  private void add(Route route) {
    if (route.isOpen()) open.add(route.pattern());
    if (route.scope() == Route.Scope.OPEN_FILES) return; // no handler, so no guard
    if (rows.put(route.key(), route) != null)
      throw new IllegalStateException("two rows for " + route.key());
    if (route.secretAnswer() || route.bodyLimit() != JsonLimits.MAX_DOCUMENT_BYTES)
      earlyRows.add(new EarlyRow(PathPatternParser.defaultInstance.parse(route.pattern()), route));
  }

  Optional<Route> find(String method, String pattern) {
    return Optional.ofNullable(rows.get(rowMethod(method) + " " + pattern));
  }

  /** The rows of routes that a controller handles. */
  Collection<Route> all() {
    return Collections.unmodifiableCollection(rows.values());
  }

  /** Patterns of paths that GET and HEAD may ask for without a token. */
  public List<String> openPatterns() {
    return Collections.unmodifiableList(open);
  }

  /** Bytes that the body of this call may have before its handler judges it. */
  public long bodyLimit(HttpServletRequest request) {
    return earlyRow(request).map(Route::bodyLimit).orElse((long) JsonLimits.MAX_DOCUMENT_BYTES);
  }

  /** Whether the body of this call is a file or rows, not a JSON document. */
  public boolean takesFile(HttpServletRequest request) {
    return bodyLimit(request) > JsonLimits.MAX_DOCUMENT_BYTES;
  }

  /** Whether the answer to this call may be a file. */
  public boolean sendsFile(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.contains(ARTIFACTS) || path.endsWith(ARCHIVE);
  }

  /** Whether the handler of this call checks Content-Digest and Repr-Digest itself. */
  public boolean checksDigests(HttpServletRequest request) {
    return bodyLimit(request) == Long.MAX_VALUE;
  }

  /** Whether the answer to this call holds a secret. */
  public boolean hasSecretAnswer(HttpServletRequest request) {
    return earlyRow(request).map(Route::secretAnswer).orElse(false);
  }

  private Optional<Route> earlyRow(HttpServletRequest request) {
    PathContainer path = PathContainer.parsePath(request.getRequestURI());
    String method = rowMethod(request.getMethod());
    return earlyRows.stream()
        .filter(row -> row.route().method().equals(method) && row.pattern().matches(path))
        .map(EarlyRow::route)
        .findFirst();
  }

  /** The statuses of refusals that the guard gives on a route, whose path is as in OpenAPI. */
  public List<String> refusals(String method, String path) {
    return rows.values().stream()
        .filter(route -> route.method().equals(method))
        .filter(route -> route.pattern().replace("{*", "{").equals(path))
        .findFirst()
        .map(
            route ->
                switch (route.scope()) {
                  case MODEL -> List.of("403", "404", "410");
                  case HANDLER, EVERYWHERE ->
                      path.contains("{") ? List.of("403", "404") : List.of("403");
                  case AUTHENTICATED, OPEN, OPEN_FILES -> List.<String>of();
                })
        .orElse(List.of());
  }

  private static String rowMethod(String method) {
    return method.equals("HEAD") ? "GET" : method;
  }
}
