package dev.roster.api.artifact;

import java.util.Locale;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Allows digests as trailers of a chunked body, because Tomcat drops unlisted trailers. */
@Component
class DigestTrailers implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addConnectorCustomizers(
        connector ->
            connector.setProperty(
                "allowedTrailerHeaders",
                String.join(",", Digests.FIELDS).toLowerCase(Locale.ROOT)));
  }
}
