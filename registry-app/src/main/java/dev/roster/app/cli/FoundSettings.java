package dev.roster.app.cli;

import dev.roster.app.embedded.FoundEngines;
import dev.roster.app.settings.RosterSettings;
import dev.roster.app.settings.Settings;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Reaches the database and the store of the settings, whether a server runs on them or not. */
final class FoundSettings {
  private FoundSettings() {}

  /** What a command does with the database and the store. */
  interface Call {
    int with(Settings found) throws Exception;
  }

  /** Calls {@code call} with settings that name a database and a store. */
  static int with(Settings settings, Call call) throws Exception {
    if (!settings.isEmbedded()) return call.with(settings);
    try (FoundEngines engines = FoundEngines.in(settings.roster().dataDir())) {
      return call.with(settings.with(engines.settings()));
    }
  }

  /** The same with a new, empty data folder, unless the settings name a database and a store. */
  static int toRestore(Settings settings, Call call) throws Exception {
    if (!settings.isEmbedded()) return call.with(settings);
    try (FoundEngines engines = FoundEngines.toRestore(settings.roster().dataDir())) {
      return call.with(settings.with(engines.settings()));
    }
  }

  static DataSource database(Settings found) {
    RosterSettings.Datasource settings = found.roster().datasource();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(settings.url());
    source.setUser(settings.username());
    source.setPassword(settings.password());
    source.setConnectTimeout(5);
    source.setApplicationName("roster command");
    return source;
  }
}
