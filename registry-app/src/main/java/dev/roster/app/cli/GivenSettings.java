package dev.roster.app.cli;

import dev.roster.app.settings.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which every command finds its settings. */
final class GivenSettings {
  private final Map<String, String> flags;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The settings file; the default is roster.yaml in the data folder, if it exists.")
  private @Nullable Path config;

  @Option(
      names = "--data-dir",
      paramLabel = "FOLDER",
      description = "The same as --roster.data-dir=FOLDER.")
  private @Nullable String dataDir;

  @Option(names = "--port", paramLabel = "PORT", description = "The same as --roster.port=PORT.")
  private @Nullable String port;

  GivenSettings(Map<String, String> flags) {
    this.flags = flags;
  }

  Settings load() {
    Map<String, String> all = new LinkedHashMap<>(flags);
    if (dataDir != null) all.put("roster.data-dir", dataDir);
    if (port != null) all.put("roster.port", port);
    return Settings.load(all, config);
  }
}
