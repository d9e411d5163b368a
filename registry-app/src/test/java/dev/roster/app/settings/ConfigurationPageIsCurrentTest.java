package dev.roster.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.settings.Catalogue.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** docs/configuration.md is generated from the settings that the modules declare. */
class ConfigurationPageIsCurrentTest {
  private static final String REWRITE = "roster.docs.write";
  private static final String HEAD =
      """
      # Configuration

      Every setting has one name and can be given in three places. A flag `--roster.x.y=VALUE` overrides the environment
      variable `ROSTER_X_Y`, which overrides `roster.x.y` in the settings file. The settings file is `roster.yaml` or
      `roster.properties` in the data folder, or the file that `--config FILE` names. The server does not start if a name is
      unknown. `./roster start --print-config` shows each value and its source, with secrets masked.

      | setting | environment variable | default | description |
      | --- | --- | --- | --- |
      """;
  private static final String FOOT =
      """

      This page is generated from the descriptions of the settings. If a test reports that the page is stale, run this command:

      ```console
      mvn -pl registry-app -am test -Dtest=ConfigurationPageIsCurrentTest -Dsurefire.failIfNoSpecifiedTests=false -Droster.docs.write=true
      ```
      """;

  @Test
  void asTheSettingsAre() throws IOException {
    Path page = Path.of("../docs/configuration.md");
    StringBuilder made = new StringBuilder(HEAD);
    Catalogue.ofClasspath().settings().forEach(setting -> made.append(row(setting)));
    made.append(FOOT);
    if (Boolean.getBoolean(REWRITE)) Files.writeString(page, made);

    assertThat(page)
        .as("docs/configuration.md is stale; the page ends with the command that generates it")
        .hasContent(made.toString());
  }

  private static String plain(String javadoc) {
    return javadoc.replaceAll("\\{@code ([^}]*)}", "`$1`").replace("|", "\\|");
  }

  private static String row(Setting setting) {
    String environment = setting.name().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    String standard = setting.standard().isEmpty() ? "" : "`" + setting.standard() + "`";
    return "| `%s` | `%s` | %s | %s |%n"
        .formatted(setting.name(), environment, standard, plain(setting.description()));
  }
}
