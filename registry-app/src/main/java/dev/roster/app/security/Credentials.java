package dev.roster.app.security;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/** Takes the token out of a request: Bearer, or Basic with the token as the password. */
final class Credentials {
  private Credentials() {}

  /** Empty if there is none, or it cannot be told which. */
  static Optional<String> of(HttpServletRequest request) {
    List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
    if (headers.size() != 1) return Optional.empty();
    String header = headers.get(0).trim();
    int blank = header.indexOf(' ');
    if (blank < 0) return Optional.empty();
    String value = header.substring(blank + 1).trim();
    String scheme = header.substring(0, blank);
    if (scheme.equalsIgnoreCase("Bearer")) return Optional.of(value);
    return scheme.equalsIgnoreCase("Basic") ? password(value) : Optional.empty();
  }

  private static Optional<String> password(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
