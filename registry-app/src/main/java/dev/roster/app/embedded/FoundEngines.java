package dev.roster.app.embedded;

import dev.roster.app.settings.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The embedded engines of a data folder, for commands that read their data. If a server runs on the
 * folder, its engines are used; otherwise they are started and stopped again.
 */
public final class FoundEngines implements AutoCloseable {
  private final Map<String, Object> settings;
  private final AutoCloseable opened;

  private FoundEngines(Map<String, Object> settings, AutoCloseable opened) {
    this.settings = settings;
    this.opened = opened;
  }

  /**
   * @throws StartRefused if the folder holds no data, or its data cannot be reached
   */
  public static FoundEngines in(Path dataDir) {
    Path root = dataDir.toAbsolutePath().normalize();
    if (!Files.exists(root.resolve("postgres")))
      throw new StartRefused(
          "There is no Roster data in " + root + ".",
          "Name the folder with ROSTER_DATA_DIR or --data-dir; or, if you use your own database and"
              + " store, set ROSTER_DATASOURCE_URL and ROSTER_S3_ENDPOINT.");
    return DataFolder.isTaken(root) ? beside(root) : alone(DataFolder.open(root));
  }

  /**
   * New engines, to which a backup is restored.
   *
   * @throws StartRefused if the folder is not empty, apart from what a restore that was stopped
   *     left
   */
  public static FoundEngines toRestore(Path dataDir) {
    return alone(DataFolder.openToRestore(dataDir));
  }

  private static FoundEngines alone(DataFolder folder) {
    EmbeddedEngines engines = EmbeddedEngines.start(folder);
    try {
      return new FoundEngines(
          engines.settings().readAll(),
          () -> {
            engines.close();
            folder.close();
          });
    } catch (RuntimeException failed) {
      engines.close();
      folder.close();
      throw failed;
    }
  }

  /** Uses the server's PostgreSQL, and a second S3 endpoint over the same folder. */
  private static FoundEngines beside(Path root) {
    try {
      EngineCredentials secrets = EngineCredentials.kept(root);
      Optional<String> url = PostgresServer.runningUrl(root.resolve("postgres"));
      if (url.isEmpty())
        throw new StartRefused(
            "A Roster uses the data folder " + root + ", but its PostgreSQL does not run.",
            "Try again in a moment, or read the log of that Roster.");
      StoreServer store = StoreServer.start(root.resolve("s3"), secrets);
      return new FoundEngines(
          new EngineSettings(url::get, store::endpoint, root.resolve("s3"), secrets).readAll(),
          store);
    } catch (IOException unreadable) {
      throw new StartRefused(
          "The data folder " + root + " cannot be read: " + unreadable,
          "Run this as the user who runs the server.",
          unreadable);
    }
  }

  /** The settings by which the engines are reached. */
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
