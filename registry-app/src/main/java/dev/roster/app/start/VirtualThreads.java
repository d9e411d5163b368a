package dev.roster.app.start;

import org.apache.tomcat.util.compat.JreCompat;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Serves each request in a virtual thread, where the JVM has them. Spring Boot's own setting would
 * ask the JVM of the build, because the build prepares the context.
 */
@Component
final class VirtualThreads implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    if (JreCompat.isJre21Available())
      factory.addProtocolHandlerCustomizers(
          handler -> handler.setExecutor(new VirtualThreadExecutor("tomcat-handler-")));
  }
}
