package dev.roster.api.lifecycle;

import dev.roster.core.access.ModelAccess;
import dev.roster.core.access.Permission;
import dev.roster.core.consumer.Consumers;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelName;
import dev.roster.http.access.CallContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Sends cached answers before the dispatcher, which costs more than the rest of a resolve. All
 * other requests, and every refusal, are left to {@link ResolveController}.
 */
@Component
class CachedResolveFilter extends OncePerRequestFilter {
  private static final Pattern PATH =
      Pattern.compile("/api/v1/resolve/([A-Za-z0-9._-]+)@([A-Za-z0-9._-]+)");

  private final ModelAccess access;
  private final ResolveCache cache;
  private final Consumers consumers;
  private final HandlerExceptionResolver problems;

  CachedResolveFilter(
      ModelAccess access,
      ResolveCache cache,
      Consumers consumers,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    this.access = access;
    this.cache = cache;
    this.consumers = consumers;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<ResolveCache.CachedAnswer> cached;
    try {
      cached = isPlain(request) ? find(request) : Optional.empty();
    } catch (RuntimeException failure) { // answered as if a controller had thrown it
      if (problems.resolveException(request, response, null, failure) == null) throw failure;
      return;
    }
    if (cached.isPresent()) answer(cached.get(), request, response);
    else chain.doFilter(request, response);
  }

  /** Whether the request asks for JSON and has nothing else that must be examined. */
  private static boolean isPlain(HttpServletRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return request.getMethod().equals("GET")
        && request.getQueryString() == null
        && request.getHeader(HttpHeaders.CONTENT_ENCODING) == null
        && (accept == null || accept.equals("*/*") || accept.equals("application/json"));
  }

  private Optional<ResolveCache.CachedAnswer> find(HttpServletRequest request) {
    Matcher path = PATH.matcher(request.getRequestURI());
    if (!path.matches()
        || CallContext.isAnonymous(request)
        || !ModelName.isValid(path.group(1))
        || !ResolveCache.isCacheable(path.group(2))) return Optional.empty();
    ServerHttpObservationFilter.findObservationContext(request)
        .ifPresent(seen -> seen.setPathPattern("/api/v1/resolve/{reference}"));
    try {
      ModelAccess.Subject subject =
          access.find(
              new ModelName(path.group(1)),
              null,
              ModelAccess.Reach.PRESENT,
              Permission.READ,
              CallContext.principal(request));
      return cache.find(subject.state(), path.group(2));
    } catch (Refused refused) {
      return Optional.empty();
    }
  }

  private void answer(
      ResolveCache.CachedAnswer cached, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ResolveCache.Resolution resolution = cached.resolution();
    consumers.resolved(resolution.version(), CallContext.principal(request));
    resolution.body().describe(response);
    if (new ServletWebRequest(request, response).checkNotModified(resolution.body().etag())) return;
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setContentLength(cached.json().length);
    response.getOutputStream().write(cached.json());
  }
}
