package dev.roster.http.json;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses a body that is not announced as JSON before its client is asked to send it. */
@Configuration(proxyBeanMethods = false)
class JsonContentType implements WebMvcConfigurer, HandlerInterceptor {
  private static final MediaType MERGE_PATCH = new MediaType("application", "merge-patch+json");

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).order(2); // after the headers of the body were judged
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    boolean hasBody =
        request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    if (hasBody
        && request.getDispatcherType() == DispatcherType.REQUEST
        && handler instanceof HandlerMethod method
        && takesJson(method)) check(type(request), request.getMethod());
    return true;
  }

  private static boolean takesJson(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class));
  }

  private static @Nullable MediaType type(HttpServletRequest request) {
    String type = request.getContentType();
    try {
      return type == null ? null : MediaType.parseMediaType(type);
    } catch (InvalidMediaTypeException malformed) {
      return null;
    }
  }

  /**
   * @throws Refused {@code unsupported_media_type}
   */
  private static void check(@Nullable MediaType type, String method) {
    if (type == null || !isTaken(type, method))
      throw Refused.because(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json in UTF-8.");
  }

  private static boolean isTaken(MediaType type, String method) {
    Charset charset;
    try {
      charset = type.getCharset();
    } catch (IllegalArgumentException unknown) {
      return false;
    }
    if (charset != null && !charset.equals(StandardCharsets.UTF_8)) return false;
    return MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type)
        || MERGE_PATCH.equalsTypeAndSubtype(type) && method.equals("PATCH");
  }
}
