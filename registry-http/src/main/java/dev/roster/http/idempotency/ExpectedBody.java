package dev.roster.http.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Judges a call whose client waits to be asked for the body ({@code Expect: 100-continue}) by its
 * head, with the interceptors that judge it again when the body is there. So who is refused by the
 * head sends no body, though a call with a key is read whole before it is handled.
 */
@Component
class ExpectedBody {
  private final ObjectProvider<RequestMappingHandlerMapping> handlers;
  private final ObjectProvider<HandlerExceptionResolver> resolver;

  ExpectedBody(
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> handlers,
      @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> resolver) {
    this.handlers = handlers;
    this.resolver = resolver;
  }

  static boolean isAwaited(HttpServletRequest request) {
    return request.getHeader(HttpHeaders.EXPECT) != null;
  }

  /** Whether the call is refused by its head. The refusal is written then. */
  boolean isRefused(HttpServletRequest request, HttpServletResponse response) {
    try {
      ServletRequestPathUtils.parseAndCache(request);
      HandlerExecutionChain chain = handlers.getObject().getHandler(request);
      if (chain == null) return false; // the dispatcher says that there is no such route
      for (HandlerInterceptor interceptor : chain.getInterceptorList())
        if (!interceptor.preHandle(request, response, chain.getHandler())) return true;
      return false;
    } catch (Exception refusal) {
      return resolver.getObject().resolveException(request, response, null, refusal) != null;
    }
  }
}
