package dev.roster.http.json;

import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters.ServerBuilder;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Takes away the converters of XML, YAML and CBOR that Spring adds when a library brings a parser:
 * they would read a body past the strict JSON reader.
 */
@Configuration(proxyBeanMethods = false)
class JsonOnly implements WebMvcConfigurer {
  private static final List<String> OTHERS = List.of("xml", "yaml", "cbor", "smile");

  @Override
  public void configureMessageConverters(ServerBuilder converters) {
    converters.configureMessageConvertersList(all -> all.removeIf(JsonOnly::isOther));
  }

  private static boolean isOther(HttpMessageConverter<?> converter) {
    return converter.getSupportedMediaTypes().stream()
        .map(MediaType::getSubtype)
        .anyMatch(OTHERS::contains);
  }
}
