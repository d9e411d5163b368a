package dev.roster.http.access;

import dev.roster.core.access.Principal;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.ModelState;
import dev.roster.core.reference.VersionRef;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Passes the caller, and the model and version that the guard has allowed, to handlers. */
@Component
class CallContextArguments implements HandlerMethodArgumentResolver {
  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    Class<?> type = parameter.getParameterType();
    return type == Principal.class
        || type == ModelRef.class
        || type == ModelState.class
        || type == VersionRef.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest web,
      @Nullable WebDataBinderFactory binders) {
    HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
    Object found = request == null ? null : CallContext.find(request, parameter.getParameterType());
    if (found == null)
      throw new IllegalStateException(
          "the path of " + parameter.getExecutable() + " has no " + parameter.getParameterType());
    return found;
  }
}
