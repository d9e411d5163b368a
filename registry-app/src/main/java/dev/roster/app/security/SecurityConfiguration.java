package dev.roster.app.security;

import dev.roster.core.access.AdminToken;
import dev.roster.core.access.Permission;
import dev.roster.core.problem.ProblemCode;
import dev.roster.http.access.CallContext;
import dev.roster.http.access.RouteTable;
import dev.roster.http.problem.Problems;
import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** One stateless chain: deny by default, tokens only, no cookies, no CORS. */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:edge.properties")
class SecurityConfiguration {
  /** The operator's token; none: only tokens made over the API hold. */
  @Bean
  AdminToken adminToken(@Value("${roster.admin-token:}") String text) {
    return text.isEmpty() ? AdminToken.none() : AdminToken.of(text);
  }

  @Bean
  SecurityFilterChain chain(HttpSecurity http, TokenCache tokens, RouteTable routes)
      throws Exception {
    OpenPaths open = new OpenPaths(routes);
    return http.csrf(AbstractHttpConfigurer::disable) // no cookie is ever read
        .cors(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .servletApi(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(SecurityConfiguration::headers)
        .addFilterBefore(new TokenFilter(tokens, open), AuthorizationFilter.class)
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                    .permitAll()
                    .requestMatchers(open)
                    .permitAll()
                    .requestMatchers("/actuator/prometheus")
                    .access(everywhere(Permission.READ))
                    .requestMatchers("/actuator/**")
                    .access(everywhere(Permission.GRANT))
                    .anyRequest()
                    .authenticated())
        .exceptionHandling(
            refusals ->
                refusals
                    .authenticationEntryPoint(
                        (request, response, why) ->
                            Problems.write(response, CallContext.unauthenticated()))
                    .accessDeniedHandler(
                        (request, response, why) ->
                            Problems.write(
                                response,
                                ProblemCode.FORBIDDEN,
                                "The token needs a role over all models here.")))
        .build();
  }

  /** The requests themselves are observed; a span for each of the chain's filters costs a sixth. */
  @Bean
  SecurityObservationSettings unobservedFilters() {
    return SecurityObservationSettings.noObservations();
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .addHeaderWriter(new ContentPolicy())
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER));
  }

  private static AuthorizationManager<RequestAuthorizationContext> everywhere(
      Permission permission) {
    return (caller, context) ->
        new AuthorizationDecision(
            caller.get() instanceof PrincipalAuthentication known
                && known.getPrincipal().mayEverywhere(permission));
  }

  @Bean
  HttpFirewall firewall() {
    return new PathFirewall();
  }

  @Bean
  RequestRejectedHandler firewallRefusals() {
    return (request, response, why) ->
        Problems.write(response, ProblemCode.MALFORMED_REQUEST, PathFirewall.fault(request));
  }
}
