package dev.roster.http.access;

import dev.roster.core.access.Denials;
import dev.roster.core.access.RefusedChange;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Has refused changes recorded. It runs around the filter of idempotency keys, so that the
 * transaction of the call has ended and its connection is free.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class DeniedChangeFilter extends OncePerRequestFilter {
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private final RouteTable routes;
  private final Denials denials;

  DeniedChangeFilter(RouteTable routes, Denials denials) {
    this.routes = routes;
    this.denials = denials;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return READS.contains(request.getMethod());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    Refused denial = CallContext.denial(request);
    if (denial == null || CallContext.isAnonymous(request)) return;
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    Route route = routes.find(request.getMethod(), String.valueOf(pattern)).orElse(null);
    if (route != null && route.onlyReads()) return;
    denials.record(
        new RefusedChange(
            request.getMethod(),
            String.valueOf(pattern),
            route == null ? null : route.permission(),
            CallContext.find(request, ModelRef.class),
            version(request),
            denial),
        CallContext.principal(request));
  }

  private static @Nullable Integer version(HttpServletRequest request) {
    VersionRef version = CallContext.find(request, VersionRef.class);
    return version == null ? null : version.number();
  }
}
