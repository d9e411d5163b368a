package dev.roster.app.security;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Leads who opens the server's address in a browser to Swagger UI. */
@Configuration(proxyBeanMethods = false)
class FirstPage implements WebMvcConfigurer {
  @Override
  public void addViewControllers(ViewControllerRegistry pages) {
    pages.addRedirectViewController("/", "/swagger-ui.html");
  }
}
