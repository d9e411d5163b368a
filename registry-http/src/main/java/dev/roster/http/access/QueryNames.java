package dev.roster.http.access;

import dev.roster.core.problem.FieldFault;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.http.request.DeclaredQuery;
import dev.roster.http.request.RequestPart;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.web.method.HandlerMethod;

/** Refuses query parameters that the handler does not declare or that are given twice. */
final class QueryNames {
  private QueryNames() {}

  /**
   * Whether a parameter is given; asked before {@link #check}, of a query that may be malformed.
   */
  static boolean has(HttpServletRequest request, String name) {
    String query = request.getQueryString();
    return query != null
        && Arrays.stream(query.split("&"))
            .anyMatch(pair -> pair.equals(name) || pair.startsWith(name + "="));
  }

  static void check(HttpServletRequest request, HandlerMethod handler) {
    String query = request.getQueryString();
    if (query == null || query.isEmpty()) return;
    Map<String, Boolean> declared = DeclaredQuery.of(handler);
    Set<String> seen = new HashSet<>();
    for (String pair : query.split("&")) {
      if (pair.isEmpty()) continue;
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      if (equals >= 0) decode(pair.substring(equals + 1));
      Boolean repeats = declared.get(name);
      if (repeats == null) throw unknown(name, declared.keySet());
      if (!seen.add(name) && !repeats) throw twice(name);
    }
  }

  private static String decode(String text) {
    try {
      String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
      if (decoded.indexOf('\uFFFD') >= 0 || decoded.indexOf('\0') >= 0) throw malformed();
      return decoded;
    } catch (IllegalArgumentException incomplete) {
      throw malformed();
    }
  }

  private static Refused malformed() {
    return Refused.because(
        ProblemCode.MALFORMED_REQUEST, "The query is not percent-encoded UTF-8 without U+0000.");
  }

  private static Refused unknown(String name, Set<String> declared) {
    String detail =
        declared.isEmpty()
            ? "is not known; this call takes no query parameters"
            : "is not known; known are " + String.join(", ", new TreeSet<>(declared));
    return refused(name, detail);
  }

  private static Refused twice(String name) {
    return refused(name, "is given twice");
  }

  private static Refused refused(String name, String detail) {
    return Refused.because(
        ProblemCode.UNKNOWN_FIELD,
        "The query parameter " + name + " " + detail + ".",
        List.of(new FieldFault(RequestPart.QUERY.field(name), detail)));
  }
}
