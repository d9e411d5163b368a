package dev.roster.app.start;

import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Gives connections buffers outside the heap, so that each byte is copied once less. Those that
 * carry files get larger ones (see {@code dev.roster.app.connection}).
 */
@Component
final class SocketBuffers implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addProtocolHandlerCustomizers(
        (AbstractProtocol<?> handler) -> handler.setProperty("socket.directBuffer", "true"));
  }
}
