package dev.roster.app.security;

import dev.roster.core.access.Principal;
import dev.roster.core.problem.Refused;
import dev.roster.http.access.CallContext;
import dev.roster.http.problem.DatabaseFault;
import dev.roster.http.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Authenticates the caller. Open routes are not asked for a token, so they need no database. */
final class TokenFilter extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(TokenFilter.class);
  private final TokenCache tokens;
  private final OpenPaths open;

  TokenFilter(TokenCache tokens, OpenPaths open) {
    this.tokens = tokens;
    this.open = open;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<String> presented = open.matches(request) ? Optional.empty() : Credentials.of(request);
    Optional<Principal> principal;
    try {
      principal = presented.flatMap(tokens::principalOf);
    } catch (RuntimeException failure) {
      Refused away = DatabaseFault.of(failure).orElseThrow(() -> failure);
      LOG.warn("{}: {}", away.code().wire(), failure.getMessage());
      Problems.write(response, away);
      return;
    }
    principal.ifPresent(known -> remember(request, known, presented.orElseThrow()));
    chain.doFilter(request, response);
  }

  private static void remember(HttpServletRequest request, Principal principal, String presented) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(new PrincipalAuthentication(principal));
    SecurityContextHolder.setContext(context);
    CallContext.by(request, principal, presented);
  }
}
