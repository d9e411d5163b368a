package dev.roster.api.lifecycle;

import dev.roster.core.access.ModelAccess;
import dev.roster.core.access.Permission;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelName;
import dev.roster.http.access.Called;
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
 * Gives remembered answers without the way through the dispatcher, which costs more than all else
 * of a resolve. What is not plainly one of those, and every refusal, is left to {@link
 * ResolveController}.
 */
@Component
class ResolveShortcut extends OncePerRequestFilter {
  private static final Pattern PATH =
      Pattern.compile("/api/v1/resolve/([A-Za-z0-9._-]+)@([A-Za-z0-9._-]+)");

  private final ModelAccess access;
  private final Remembered remembered;
  private final HandlerExceptionResolver problems;

  ResolveShortcut(
      ModelAccess access,
      Remembered remembered,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    this.access = access;
    this.remembered = remembered;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Remembered.Known> known;
    try {
      known = isPlain(request) ? known(request) : Optional.empty();
    } catch (RuntimeException failure) { // of the database: told as those of controllers are
      if (problems.resolveException(request, response, null, failure) == null) throw failure;
      return;
    }
    if (known.isPresent()) answer(known.get(), request, response);
    else chain.doFilter(request, response);
  }

  /** Asks for JSON, and for nothing else that would have to be looked at. */
  private static boolean isPlain(HttpServletRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return request.getMethod().equals("GET")
        && request.getQueryString() == null
        && request.getHeader(HttpHeaders.CONTENT_ENCODING) == null
        && (accept == null || accept.equals("*/*") || accept.equals("application/json"));
  }

  private Optional<Remembered.Known> known(HttpServletRequest request) {
    Matcher path = PATH.matcher(request.getRequestURI());
    if (!path.matches()
        || Called.isAnonymous(request)
        || !ModelName.isValid(path.group(1))
        || !Remembered.mayKeep(path.group(2))) return Optional.empty();
    ServerHttpObservationFilter.findObservationContext(request)
        .ifPresent(seen -> seen.setPathPattern("/api/v1/resolve/{reference}"));
    try {
      ModelAccess.Subject subject =
          access.find(
              new ModelName(path.group(1)),
              null,
              ModelAccess.Reach.PRESENT,
              Permission.READ,
              Called.principal(request));
      return remembered.of(subject.state(), path.group(2));
    } catch (Refused refused) {
      return Optional.empty();
    }
  }

  private static void answer(
      Remembered.Known known, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (new ServletWebRequest(request, response).checkNotModified(known.body().etag())) return;
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setContentLength(known.json().length);
    response.getOutputStream().write(known.json());
  }
}
