package dev.roster.http.body;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Has the headers of a body judged after the call, and before the handler. */
@Configuration(proxyBeanMethods = false)
class BodyConfiguration implements WebMvcConfigurer {
  private final BodyHeaders headers;

  BodyConfiguration(BodyHeaders headers) {
    this.headers = headers;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(headers).order(1);
  }
}
