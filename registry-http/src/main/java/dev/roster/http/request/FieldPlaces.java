package dev.roster.http.request;

import dev.roster.core.problem.FieldPath;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/** Finds the part of a request that holds a field which a use case has named. */
public final class FieldPlaces {
  private FieldPlaces() {}

  /**
   * The place of the field as an answer writes it. A field whose part is not known is a query
   * parameter if the called handler declares one of its name; else it is a field of the body.
   *
   * @param request null if no handler was called
   */
  public static String write(FieldPath field, @Nullable HttpServletRequest request) {
    Object handler =
        request == null
            ? null
            : request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
    return partOf(field, handler instanceof HandlerMethod method ? method : null).write(field);
  }

  static RequestPart partOf(FieldPath field, @Nullable HandlerMethod handler) {
    if (field.part() instanceof RequestPart part) return part;
    boolean declared =
        handler != null
            && field.steps().size() == 1
            && DeclaredQuery.of(handler).containsKey(field.steps().get(0).text());
    return declared ? RequestPart.QUERY : RequestPart.BODY;
  }
}
