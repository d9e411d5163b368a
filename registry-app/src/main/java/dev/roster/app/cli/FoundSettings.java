package dev.roster.app.cli;

import dev.roster.app.embedded.FoundEngines;
import dev.roster.app.settings.RosterSettings;
import dev.roster.app.settings.Settings;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Reaches the database and the store of the settings, whether a server runs on them or not. */
final class FoundSettings {
  private FoundSettings() {}

  /** Calls {@code call} with settings that name a database and a store. */
  static int with(Settings settings, ToIntFunction<Settings> call) {
    if (!settings.isEmbedded()) return call.applyAsInt(settings);
    try (FoundEngines engines = FoundEngines.in(settings.roster().dataDir())) {
      return call.applyAsInt(settings.with(engines.settings()));
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
