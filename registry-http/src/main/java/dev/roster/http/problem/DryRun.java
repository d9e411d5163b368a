package dev.roster.http.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** Whether a call that was refused only asked what would happen. */
final class DryRun {
  private static final String NAME = "dryRun";
  private static final int MAX_BODY = 16 << 10;
  private static final Pattern IN_QUERY = // the words that Spring reads as true
      Pattern.compile("(?:^|&)" + NAME + "=(?i:true|on|yes|1)(?:&|$)");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private DryRun() {}

  static boolean isAskedFor(HttpServletRequest request) {
    String query = request.getQueryString();
    return query != null && IN_QUERY.matcher(query).find()
        || mayBeInBody(request) && inBody(request);
  }

  /** Whether the handler takes it in the body, which nobody has read yet and which is small. */
  private static boolean mayBeInBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0
        && request.getContentLengthLong() <= MAX_BODY
        && request.getHeader(HttpHeaders.EXPECT) == null
        && request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE)
            instanceof HandlerMethod handler
        && Arrays.stream(handler.getMethodParameters())
            .filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
            .map(parameter -> parameter.getParameterType().getRecordComponents())
            .anyMatch(
                components ->
                    components != null
                        && Arrays.stream(components).anyMatch(it -> it.getName().equals(NAME)));
  }

  private static boolean inBody(HttpServletRequest request) {
    try {
      byte[] body = request.getInputStream().readNBytes(MAX_BODY);
      return JSON.readTree(body).path(NAME).asBoolean(false);
    } catch (IOException | RuntimeException unreadable) {
      return false;
    }
  }
}
