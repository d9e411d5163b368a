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
 * The settings as given. One name each: {@code --roster.x.y=} as a flag goes before {@code
 * ROSTER_X_Y} in the environment, and that before {@code roster.x.y} in the file; what is given
 * nowhere has its default.
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
   * Reads them all.
   *
   * @param config the settings file; null: {@code roster.yaml} or {@code roster.properties} in the
   *     data folder, if there is one
   * @throws StartRefused a file cannot be read, or a value is not of its kind
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
          "Mend the file, or name another with --config.",
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
          "Give it a value of that kind; see docs/configuration.md.",
          wrong);
    }
  }

  private static String firstLine(Throwable thrown) {
    return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("").strip();
  }

  public RosterSettings roster() {
    return bound;
  }

  /** The value given, if any; an empty one counts as none. */
  public Optional<String> value(String name) {
    return property(name).map(p -> String.valueOf(p.getValue())).filter(v -> !v.isBlank());
  }

  /** A record of settings that another module owns. */
  public <T> T bind(String prefix, Class<T> type) {
    return Binder.get(environment).bindOrCreate(prefix, type);
  }

  /**
   * The same settings with others before them all, such as how to reach engines that were found.
   */
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

  /** Whether the engines are Roster's own: neither a database nor a store was given. */
  public boolean isEmbedded() {
    return value("roster.datasource.url").isEmpty() && value("roster.s3.endpoint").isEmpty();
  }

  /** Names given in flags and files, as they were written. */
  List<String> namesWritten() {
    List<String> names = new ArrayList<>(flags.keySet());
    for (PropertySource<?> file : files)
      if (file.getSource() instanceof Map<?, ?> map)
        map.keySet().forEach(name -> names.add(String.valueOf(name)));
    return names;
  }

  /** Puts them where Spring looks, each kind at its rank. */
  public void applyTo(ConfigurableEnvironment target) {
    target.getPropertySources().addFirst(new MapPropertySource(FLAGS, flags));
    files.forEach(target.getPropertySources()::addLast);
    target.getPropertySources().addFirst(new MapPropertySource("derived", derived()));
  }

  /** What Spring calls by other names. */
  private Map<String, Object> derived() {
    Map<String, Object> values = new LinkedHashMap<>();
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
