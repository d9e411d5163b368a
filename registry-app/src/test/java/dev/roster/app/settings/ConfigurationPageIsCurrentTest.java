package dev.roster.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.settings.Catalogue.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** docs/configuration.md is made from the settings that the modules declare. */
class ConfigurationPageIsCurrentTest {
  private static final String REWRITE = "roster.docs.write";
  private static final String HEAD =
      """
      # Configuration

      One name each: `--roster.x.y=VALUE` as a flag goes before `ROSTER_X_Y` in the environment, and that before `roster.x.y` in
      the file (`roster.yaml` or `roster.properties` in the data folder, or `--config FILE`). A name that is not known is
      refused. `./roster start --print-config` shows each value and where it came from, secrets masked.

      | setting | in the environment | default | what it is |
      | --- | --- | --- | --- |
      """;
  private static final String FOOT =
      """

      This page is made from the settings' own descriptions. When a test says that it is stale:

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

    assertThat(page).as("stale; the page says how to make it anew").hasContent(made.toString());
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
