package dev.roster.http.request;

import dev.roster.core.page.PageRequest;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/** The query parameters that handlers declare. */
public final class DeclaredQuery {
  private static final Map<Method, Map<String, Boolean>> NAMES = new ConcurrentHashMap<>();

  private DeclaredQuery() {}

  /** The names of the parameters; the value is true if the parameter may be repeated. */
  public static Map<String, Boolean> of(HandlerMethod handler) {
    return NAMES.computeIfAbsent(handler.getMethod(), method -> namesOf(handler));
  }

  private static Map<String, Boolean> namesOf(HandlerMethod handler) {
    Map<String, Boolean> names = new HashMap<>();
    for (MethodParameter parameter : handler.getMethodParameters()) {
      if (parameter.getParameterType() == PageRequest.class) {
        names.put("limit", false);
        names.put("cursor", false);
      }
      if (parameter.hasParameterAnnotation(ModelAttribute.class))
        for (RecordComponent component : parameter.getParameterType().getRecordComponents())
          names.put(component.getName(), Collection.class.isAssignableFrom(component.getType()));
      RequestParam declared = parameter.getParameterAnnotation(RequestParam.class);
      if (declared == null) continue;
      String name =
          declared.name().isEmpty() ? parameter.getParameter().getName() : declared.name();
      names.put(name, Collection.class.isAssignableFrom(parameter.getParameterType()));
    }
    return names;
  }
}
