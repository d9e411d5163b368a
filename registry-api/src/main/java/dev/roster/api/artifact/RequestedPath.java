package dev.roster.api.artifact;

import static dev.roster.http.request.RequestPart.BODY;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.problem.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.web.util.UriUtils;

/**
 * The artifact path of a request, decoded once and strictly from the raw URL, so that it does not
 * depend on how Spring and the container treat dots, semicolons and double escapes.
 */
final class RequestedPath {
  /** The artifact path follows {@code /api/v1/models/NAME/versions/NUMBER/artifacts/}. */
  private static final int SEGMENTS_BEFORE = 8;

  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

  private RequestedPath() {}

  /**
   * @throws Refused {@code invalid_field}
   */
  static ArtifactPath of(HttpServletRequest request) {
    String uri = request.getRequestURI().substring(request.getContextPath().length());
    String[] segments = uri.split("/", -1);
    if (segments.length <= SEGMENTS_BEFORE) throw invalid("is empty; name the file");
    return parse(
        String.join("/", Arrays.asList(segments).subList(SEGMENTS_BEFORE, segments.length)));
  }

  static ArtifactPath parse(String raw) {
    if (raw.toUpperCase(Locale.ROOT).contains("%2F"))
      throw invalid("has an escaped slash; write it as /");
    return new ArtifactPath(decode(raw));
  }

  private static String decode(String raw) {
    ByteBuffer bytes = ByteBuffer.allocate(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        if (!ESCAPE.matcher(raw).region(i, Math.min(raw.length(), i + 3)).matches())
          throw invalid("has a % that is not followed by two hex digits");
        bytes.put((byte) Integer.parseInt(raw.substring(i + 1, i + 3), 16));
        i += 2;
      } else if (c <= ' ' || c > '~' || c == ';') {
        throw invalid(
            "has '%s' at character %d, which is written as %s in a URL"
                .formatted(c, i + 1, UriUtils.encode(String.valueOf(c), UTF_8)));
      } else {
        bytes.put((byte) c);
      }
    }
    try {
      return UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException malformed) {
      throw invalid("is not UTF-8");
    }
  }

  private static Refused invalid(String detail) {
    return Refused.invalid(BODY.field("path"), detail);
  }
}
