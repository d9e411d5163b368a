package dev.roster.app.connection;

import dev.roster.http.access.RouteTable;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives Tomcat its limits, after Spring Boot has given it its own settings. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConnectionSettings.class)
class ConnectionConfiguration {
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedConnections(
      ConnectionSettings settings, RouteTable routes) {
    ArrivingBodies bodies = new ArrivingBodies(settings.maxBodies(), settings.maxBodiesPerClient());
    return factory -> {
      factory.setProtocol(BoundedProtocol.class.getName());
      factory.addConnectorCustomizers( // which come after those of Spring Boot
          connector -> {
            BoundedProtocol protocol = (BoundedProtocol) connector.getProtocolHandler();
            protocol.limit(settings);
            if (canWaitCheaply())
              protocol.setExecutor(new VirtualThreadExecutor("tomcat-handler-"));
            else protocol.handleBy(RequestThreads.upTo(settings.maxThreads(), bodies::count));
          });
      factory.addEngineValves(new BodyValve(settings, routes, bodies));
    };
  }

  /**
   * Whether a virtual thread that waits for a body leaves its carrier to others: before Java 24 it
   * holds it, because Tomcat waits in a synchronized block. Asked here and not by a condition,
   * because the build, on another JVM, prepares the context.
   */
  private static boolean canWaitCheaply() {
    return Runtime.version().feature() >= 24;
  }
}
