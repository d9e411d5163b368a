package dev.roster.app.temporary;

import dev.roster.app.settings.StartRefused;
import dev.roster.core.temporary.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TemporaryConfiguration {
  @Bean(destroyMethod = "close")
  TemporaryFolder temporaryFolder(@Value("${roster.temp-dir}") String folder) {
    try {
      return TemporaryFolder.in(Path.of(folder));
    } catch (IOException failed) {
      throw new StartRefused(
          "The folder for temporary files " + folder + " cannot be used: " + failed,
          "Choose a folder that this user may write to with ROSTER_TEMP_DIR, or change the folder's"
              + " permissions.",
          failed);
    }
  }

  /** Without folders of its own, Tomcat makes some in {@code java.io.tmpdir}. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> foldersOfTomcat(
      TemporaryFolder temporary) {
    return factory -> {
      try {
        factory.setBaseDirectory(temporary.folder("tomcat").toFile());
        factory.setDocumentRoot(temporary.folder("pages").toFile());
      } catch (IOException failed) {
        throw new StartRefused(
            "The folder for temporary files cannot be written: " + failed,
            "Free some space on its disk, or choose another folder with ROSTER_TEMP_DIR.",
            failed);
      }
    };
  }
}
