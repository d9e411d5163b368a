package dev.roster.app.start;

import dev.roster.app.Roster;
import dev.roster.app.embedded.AdminTokenFile;
import dev.roster.app.embedded.DataFolder;
import dev.roster.app.embedded.EmbeddedEngines;
import dev.roster.app.embedded.EngineSettings;
import dev.roster.app.settings.Safety;
import dev.roster.app.settings.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * A running server. {@link #close}, or a request to end the process, stops it in order: it refuses
 * new requests, completes those under way, ends the jobs, then the store, then the database.
 */
public final class RosterServer implements AutoCloseable {
  private final ConfigurableApplicationContext context;

  private final String url;

  private RosterServer(ConfigurableApplicationContext context, String url) {
    this.context = context;
    this.url = url;
  }

  /**
   * Starts a server.
   *
   * <p>The port is looked at first, so a start that is refused for it leaves nothing behind.
   *
   * @throws dev.roster.app.settings.StartRefused if it cannot start; with the reason and the remedy
   */
  public static RosterServer start(Settings settings) {
    Safety.check(settings);
    FreePort.check(settings.roster());
    Path dataDir = settings.roster().dataDir();
    DataFolder folder = settings.isEmbedded() ? DataFolder.open(dataDir) : null;
    Engines engines = Engines.of(folder);
    try {
      Map<String, Object> made = new HashMap<>();
      AdminTokenFile token = null;
      if (settings.value("roster.admin-token").isEmpty()) {
        token = AdminTokenFile.in(dataDir);
        made.put("roster.admin-token", token.text());
      }
      ConfigurableApplicationContext context = spring(settings, made, engines);
      Banner banner = Banner.of(context, settings, token);
      if (folder != null) folder.announce(banner.url());
      banner.print(System.out);
      return new RosterServer(context, banner.url());
    } catch (RuntimeException failed) {
      engines.close();
      throw failed;
    }
  }

  private static ConfigurableApplicationContext spring(
      Settings settings, Map<String, Object> made, Engines engines) {
    Optional<EngineSettings> embedded = engines.settings();
    MigratedDatabase database =
        MigratedDatabase.begin(
            name -> embedded.map(e -> e.read(name)).or(() -> settings.value(name)).orElse(null));
    SpringApplication application = new SpringApplication(Roster.class);
    application.setMainApplicationClass(Roster.class); // it names what the build prepared
    application.addListeners(
        new EnvironmentCompletion(
            environment -> {
              settings.applyTo(environment);
              environment.getPropertySources().addFirst(new MapPropertySource("made", made));
              embedded.ifPresent(environment.getPropertySources()::addFirst);
              environment.getPropertySources().addFirst(database);
            }));
    SpringApplication.getShutdownHandlers().add(engines::close);
    return application.run();
  }

  /** The URL of the server, without a slash at the end. */
  public String url() {
    return url;
  }

  @Override
  public void close() {
    context.close();
  }

  /**
   * The embedded engines with their folder, if there are any. Closing twice has no further effect.
   */
  private static final class Engines {
    private @Nullable DataFolder folder;
    private @Nullable EmbeddedEngines embedded;

    static Engines of(@Nullable DataFolder folder) {
      Engines engines = new Engines();
      engines.folder = folder;
      if (folder == null) return engines;
      try {
        engines.embedded = EmbeddedEngines.start(folder);
      } catch (RuntimeException failed) {
        engines.close();
        throw failed;
      }
      return engines;
    }

    Optional<EngineSettings> settings() {
      return Optional.ofNullable(embedded).map(EmbeddedEngines::settings);
    }

    synchronized void close() {
      try {
        if (embedded != null) embedded.close();
      } finally {
        embedded = null;
        if (folder != null) folder.close();
        folder = null;
      }
    }
  }
}
