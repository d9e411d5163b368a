package dev.roster.app.settings;

import dev.roster.core.problem.EditDistance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All settings that the modules declare, read from the metadata that the build generates. */
public record Catalogue(List<Setting> settings) {
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";

  /**
   * @param standard the default value; empty if there is none
   */
  public record Setting(String name, String type, String description, String standard) {}

  public static Catalogue ofClasspath() {
    try {
      List<Setting> found = new ArrayList<>();
      JsonMapper json = JsonMapper.shared();
      for (URL url : Collections.list(Catalogue.class.getClassLoader().getResources(METADATA)))
        try (InputStream in = url.openStream()) {
          for (JsonNode property : json.readTree(in).path("properties"))
            if (property.path("name").asString("").startsWith("roster."))
              found.add(setting(property));
        }
      found.sort(Comparator.comparing(Setting::name));
      return new Catalogue(List.copyOf(found));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Setting setting(JsonNode property) {
    JsonNode standard = property.path("defaultValue");
    return new Setting(
        property.path("name").asString(""),
        property.path("type").asString(""),
        property.path("description").asString("").replaceAll("\\s+", " "),
        standard.isValueNode() ? standard.asString("") : "");
  }

  List<String> names() {
    return settings.stream().map(Setting::name).toList();
  }

  static boolean knows(List<String> known, String name) {
    ConfigurationPropertyName asked = ConfigurationPropertyName.adapt(name, '.');
    return known.stream()
        .map(ConfigurationPropertyName::of)
        .anyMatch(k -> k.equals(asked) || k.isAncestorOf(asked));
  }

  /** The known name that differs least, if it is near. */
  static Optional<String> nearest(List<String> known, String name) {
    return known.stream()
        .min(Comparator.comparingInt(k -> EditDistance.between(k, name)))
        .filter(k -> EditDistance.between(k, name) <= 3);
  }
}
