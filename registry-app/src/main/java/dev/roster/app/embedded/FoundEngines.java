package dev.roster.app.embedded;

import dev.roster.app.settings.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The embedded engines of a data folder, for looking at what they hold: those of the server that
 * runs on it, or, when none does, started for the while.
 */
public final class FoundEngines implements AutoCloseable {
  private final Map<String, Object> settings;
  private final AutoCloseable opened;

  private FoundEngines(Map<String, Object> settings, AutoCloseable opened) {
    this.settings = settings;
    this.opened = opened;
  }

  /**
   * @throws StartRefused nothing was ever kept there, or it cannot be reached
   */
  public static FoundEngines in(Path dataDir) {
    Path root = dataDir.toAbsolutePath().normalize();
    if (!Files.exists(root.resolve("postgres")))
      throw new StartRefused(
          "There is no Roster data in " + root + ".",
          "Name the folder with ROSTER_DATA_DIR or --data-dir; or, for engines of yours, set"
              + " ROSTER_DATASOURCE_URL and ROSTER_S3_ENDPOINT.");
    return DataFolder.isTaken(root) ? beside(root) : alone(root);
  }

  private static FoundEngines alone(Path root) {
    DataFolder folder = DataFolder.open(root);
    try {
      EmbeddedEngines engines = EmbeddedEngines.start(folder);
      return new FoundEngines(
          engines.settings(),
          () -> {
            engines.close();
            folder.close();
          });
    } catch (RuntimeException failed) {
      folder.close();
      throw failed;
    }
  }

  /** The server's PostgreSQL takes another client; its store is read by an endpoint of our own. */
  private static FoundEngines beside(Path root) {
    try {
      EngineCredentials secrets = EngineCredentials.kept(root);
      Optional<String> url = PostgresServer.runningUrl(root.resolve("postgres"));
      if (url.isEmpty())
        throw new StartRefused(
            "A Roster has the data folder " + root + ", but its PostgreSQL does not run.",
            "Try again in a moment, or look into its log.");
      StoreServer store = StoreServer.start(root.resolve("s3"), secrets);
      return new FoundEngines(
          EmbeddedEngines.settings(url.get(), store.endpoint(), secrets), store);
    } catch (IOException unreadable) {
      throw new StartRefused(
          "The data folder " + root + " cannot be read: " + unreadable,
          "Run this as the user who runs the server.",
          unreadable);
    }
  }

  /** How to reach them, as settings. */
  public Map<String, Object> settings() {
    return settings;
  }

  @Override
  public void close() {
    try {
      opened.close();
    } catch (Exception failed) { // as AutoCloseable declares it
      throw new IllegalStateException("the engines do not stop", failed);
    }
  }
}
