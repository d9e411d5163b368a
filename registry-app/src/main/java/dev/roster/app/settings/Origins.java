package dev.roster.app.settings;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.StandardEnvironment;

/** Describes the source of a setting's value. */
final class Origins {
  private Origins() {}

  static String describe(ConfigurationProperty property) {
    String source = property.getSource() == null ? "" : sourceName(property);
    Origin origin = property.getOrigin();
    if (origin instanceof PropertySourceOrigin wrapped) origin = wrapped.getOrigin();
    if (origin instanceof TextResourceOrigin text && text.getLocation() != null)
      return source + ":" + (text.getLocation().getLine() + 1);
    if (source.equals(Settings.FLAGS)) return "flag --" + property.getName();
    if (source.equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME))
      return "environment " + environmentName(property);
    if (source.equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME))
      return "flag -D" + property.getName();
    return source;
  }

  private static String sourceName(ConfigurationProperty property) {
    Object source = property.getSource().getUnderlyingSource();
    return source instanceof org.springframework.core.env.PropertySource<?> named
        ? named.getName()
        : String.valueOf(source);
  }

  private static String environmentName(ConfigurationProperty property) {
    return property.getName().toString().toUpperCase(java.util.Locale.ROOT).replaceAll("[.-]", "_");
  }
}
