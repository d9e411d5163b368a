package dev.roster.app.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Refuses odd spellings of paths, and lets every method through, so that controllers answer 405. A
 * file may have % and ; in its name, so these may be escaped in the path of a file, which its
 * handler decodes once.
 */
final class PathFirewall implements HttpFirewall {
  private static final Pattern FILE =
      Pattern.compile("/api/v1/models/[^/;%]+/versions/[^/;%]+/artifacts/[^;]+");

  private final StrictHttpFirewall strict = firewall();
  private final StrictHttpFirewall files = firewall();

  PathFirewall() {
    files.setAllowUrlEncodedPercent(true);
    files.setAllowSemicolon(true);
  }

  private static StrictHttpFirewall firewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setUnsafeAllowAnyHttpMethod(true);
    firewall.setAllowedHeaderValues(PathFirewall::isOneLine); // who reads one parses it
    return firewall;
  }

  private static boolean isOneLine(String value) {
    return value.chars().noneMatch(c -> c < ' ' && c != '\t' || c == 0x7f);
  }

  @Override
  public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
    return (isFile(request) ? files : strict).getFirewalledRequest(request);
  }

  @Override
  public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
    return strict.getFirewalledResponse(response);
  }

  private static boolean isFile(HttpServletRequest request) {
    return FILE.matcher(path(request)).matches();
  }

  private static String path(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getContextPath().length());
  }

  /** What is wrong with a request that was refused, and where. */
  static String fault(HttpServletRequest request) {
    return PathFault.of(path(request), isFile(request))
        .orElse(
            "The path or a header is spelled in a way that is refused: a path has no //, /./, /../,"
                + " backslash, semicolon, control character, nor %2E, %2F, %5C; and %25 and %3B only in"
                + " the name of a file.");
  }
}
