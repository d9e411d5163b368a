package dev.roster.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

/**
 * The settings of this process. Each setting has one name: the flag {@code --roster.x.y=} wins over
 * {@code ROSTER_X_Y} in the environment, and that over {@code roster.x.y} in the settings file. A
 * setting that is given nowhere has its default value.
 */
public final class Settings {
  static final String FLAGS = "flags";

  private static final String FILE = "roster";

  private final StandardEnvironment environment;
  private final List<PropertySource<?>> files;
  private final Map<String, Object> flags;
  private final RosterSettings bound;

  private Settings(
      StandardEnvironment environment,
      List<PropertySource<?>> files,
      Map<String, Object> flags,
      RosterSettings bound) {
    this.environment = environment;
    this.files = files;
    this.flags = flags;
    this.bound = bound;
  }

  /**
   * Reads flags, environment and settings file.
   *
   * @param config the settings file; if null, {@code roster.yaml} or {@code roster.properties} in
   *     the data folder, if one of them exists
   * @throws StartRefused if the file cannot be read or a value has the wrong type
   */
  public static Settings load(Map<String, String> flags, @Nullable Path config) {
    StandardEnvironment environment = new StandardEnvironment();
    Map<String, Object> given = new LinkedHashMap<>(flags);
    environment.getPropertySources().addFirst(new MapPropertySource(FLAGS, given));
    Path file = config != null ? config : fileIn(bind(environment).dataDir());
    List<PropertySource<?>> files = file == null ? List.of() : read(file);
    files.forEach(environment.getPropertySources()::addLast);
    return new Settings(environment, files, given, bind(environment));
  }

  private static @Nullable Path fileIn(Path dataDir) {
    return Stream.of("yaml", "yml", "properties")
        .map(ending -> dataDir.resolve(FILE + "." + ending))
        .filter(Files::exists)
        .findFirst()
        .orElse(null);
  }

  private static List<PropertySource<?>> read(Path file) {
    PropertySourceLoader loader =
        file.toString().endsWith(".properties")
            ? new PropertiesPropertySourceLoader()
            : new YamlPropertySourceLoader();
    try {
      return loader.load(file.toString(), new FileSystemResource(file));
    } catch (IOException | RuntimeException unreadable) { // the YAML parser has its own
      throw new StartRefused(
          "The settings file " + file + " cannot be read: " + firstLine(unreadable),
          "Correct the file, or name another one with --config.",
          unreadable);
    }
  }

  private static RosterSettings bind(StandardEnvironment environment) {
    ConfigurationPropertySources.attach(environment);
    try {
      return Binder.get(environment).bindOrCreate("roster", RosterSettings.class);
    } catch (BindException wrong) {
      ConfigurationProperty property = wrong.getProperty();
      String name = property == null ? wrong.getName().toString() : property.getName().toString();
      throw new StartRefused(
          "The setting "
              + name
              + " cannot be "
              + (property == null || Secret.is(name) ? "this" : "\"" + property.getValue() + "\"")
              + (property == null ? "" : " (" + Origins.describe(property) + ")")
              + ": it must be of type "
              + wrong.getTarget().getType().resolve(Object.class).getSimpleName()
              + ".",
          "Set it to a value of that type; see docs/configuration.md.",
          wrong);
    }
  }

  private static String firstLine(Throwable thrown) {
    return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("").strip();
  }

  public RosterSettings roster() {
    return bound;
  }

  /** The value of a setting, if it is set; an empty value counts as not set. */
  public Optional<String> value(String name) {
    return property(name).map(p -> String.valueOf(p.getValue())).filter(v -> !v.isBlank());
  }

  /** Binds the settings below a prefix to a record, which another module may own. */
  public <T> T bind(String prefix, Class<T> type) {
    return Binder.get(environment).bindOrCreate(prefix, type);
  }

  /** These settings with more settings that win over them, such as how to reach engines. */
  public Settings with(Map<String, Object> more) {
    Map<String, Object> all = new LinkedHashMap<>(flags);
    all.putAll(more);
    StandardEnvironment copy = new StandardEnvironment();
    copy.getPropertySources().addFirst(new MapPropertySource(FLAGS, all));
    files.forEach(copy.getPropertySources()::addLast);
    return new Settings(copy, files, all, bind(copy));
  }

  Optional<ConfigurationProperty> property(String name) {
    ConfigurationPropertyName canonical = ConfigurationPropertyName.of(name);
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      ConfigurationProperty found = source.getConfigurationProperty(canonical);
      if (found != null) return Optional.of(found);
    }
    return Optional.empty();
  }

  /** Whether Roster uses its embedded engines, because neither a database nor a store is set. */
  public boolean isEmbedded() {
    return value("roster.datasource.url").isEmpty() && value("roster.s3.endpoint").isEmpty();
  }

  /** The names of the settings in flags and files, as the operator wrote them. */
  List<String> namesWritten() {
    List<String> names = new ArrayList<>(flags.keySet());
    for (PropertySource<?> file : files)
      if (file.getSource() instanceof Map<?, ?> map)
        map.keySet().forEach(name -> names.add(String.valueOf(name)));
    return names;
  }

  /** Adds the settings to a Spring environment, each source at its rank. */
  public void applyTo(ConfigurableEnvironment target) {
    target.getPropertySources().addFirst(new MapPropertySource(FLAGS, flags));
    files.forEach(target.getPropertySources()::addLast);
    target.getPropertySources().addFirst(new MapPropertySource("derived", derived()));
  }

  /** The settings that Spring Boot knows by other names, and those that follow from others. */
  private Map<String, Object> derived() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("roster.temp-dir", bound.temporary().toString());
    values.put("server.port", bound.port());
    values.put("server.address", bound.address());
    if (bound.behindProxy()) values.put("server.forward-headers-strategy", "native");
    if (bound.tls().isOn()) {
      values.put("server.ssl.certificate", bound.tls().certificate());
      values.put("server.ssl.certificate-private-key", bound.tls().privateKey());
    }
    return values;
  }
}
