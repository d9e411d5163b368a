package dev.roster.app.security;

import dev.roster.core.access.Principal;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A principal in the form that Spring Security needs. */
final class PrincipalAuthentication extends AbstractAuthenticationToken {
  private final transient Principal principal;

  PrincipalAuthentication(Principal principal) {
    super(List.of());
    this.principal = principal;
    setAuthenticated(true);
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Principal getPrincipal() {
    return principal;
  }
}
