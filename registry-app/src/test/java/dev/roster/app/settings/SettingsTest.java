package dev.roster.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final String STRONG = "0123456789abcdefghijABCDEFGHIJ._";

  @TempDir Path folder;

  @Test
  void aFlagGoesBeforeTheFileAndTheFileBeforeTheDefault() throws IOException {
    file("roster:\n  port: 9001\n  address: 127.0.0.2\n");
    Settings settings = settings(Map.of("roster.port", "9002"));
    assertThat(settings.roster().port()).isEqualTo(9002);
    assertThat(settings.roster().address()).isEqualTo("127.0.0.2");
    assertThat(settings.roster().behindProxy()).isFalse();
  }

  @Test
  void theReportSaysWhereEachValueCameFrom() throws IOException {
    file("roster:\n  address: 127.0.0.2\n");
    List<String> lines = ConfigReport.of(settings(Map.of("roster.port", "9002"))).lines();
    assertThat(line(lines, "roster.port")).contains("9002").endsWith("flag --roster.port");
    assertThat(line(lines, "roster.address")).contains("127.0.0.2").endsWith("roster.yaml:2");
    assertThat(line(lines, "roster.behind-proxy")).contains("false").endsWith("default");
  }

  @Test
  void theReportMasksSecrets() {
    List<String> lines =
        ConfigReport.of(
                settings(
                    Map.of(
                        "roster.admin-token", STRONG,
                        "roster.datasource.password", "hidden-1",
                        "roster.s3.secret-key", "hidden-2")))
            .lines();
    assertThat(String.join("\n", lines)).doesNotContain(STRONG, "hidden-1", "hidden-2");
    assertThat(line(lines, "roster.admin-token")).contains("******");
  }

  @Test
  void aMisspeltSettingIsRefusedWithTheNearestOne() throws IOException {
    file("roster:\n  prot: 9001\n");
    refused(settings(Map.of()), "There is no setting roster.prot", "Did you mean roster.port?");
  }

  @Test
  void aValueOfAnotherKindIsRefusedWithItsOrigin() {
    assertThatThrownBy(() -> settings(Map.of("roster.port", "high")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("roster.port")
        .hasMessageContaining("high")
        .hasMessageContaining("flag --roster.port");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "0123456789abcdefghijABCDEFGHIJ.",
        "0123456789abcdefghij ABCDEFGHIJ._"
      })
  void auth04AWeakPresetTokenIsRefused(String token) {
    refused(settings(Map.of("roster.admin-token", token)), "too weak", "ROSTER_ADMIN_TOKEN");
  }

  @Test
  void auth04AHugePresetTokenIsRefused() {
    refused(settings(Map.of("roster.admin-token", "a".repeat(1_000_000))), "too weak", "32 to 512");
  }

  @Test
  void aTokenOfThirtyTwoCharactersIsTaken() {
    Safety.check(settings(Map.of("roster.admin-token", STRONG)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::"})
  void anAddressThatIsNotLoopbackNeedsTlsOrAProxy(String address) {
    refused(settings(Map.of("roster.address", address)), "not loopback", "ROSTER_BEHIND_PROXY");
    Safety.check(settings(Map.of("roster.address", address, "roster.behind-proxy", "true")));
  }

  @Test
  void aDatabaseWithoutAStoreIsRefused() {
    refused(
        settings(Map.of("roster.datasource.url", "jdbc:postgresql://db/roster")),
        "ROSTER_S3_ENDPOINT, ROSTER_S3_BUCKET",
        "Set these too");
  }

  @Test
  void aFileThatIsNoYamlIsRefusedByName() throws IOException {
    file("roster: [");
    assertThatThrownBy(() -> settings(Map.of()))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("roster.yaml");
  }

  private void file(String text) throws IOException {
    Files.writeString(folder.resolve("roster.yaml"), text);
  }

  private Settings settings(Map<String, String> flags) {
    Map<String, String> all = new HashMap<>(flags);
    all.put("roster.data-dir", folder.toString());
    return Settings.load(all, null);
  }

  private static void refused(Settings settings, String what, String remedy) {
    assertThatThrownBy(() -> Safety.check(settings))
        .isInstanceOfSatisfying(StartRefused.class, r -> assertThat(r.remedy()).contains(remedy))
        .hasMessageContaining(what);
  }

  private static String line(List<String> lines, String name) {
    return lines.stream().filter(l -> l.startsWith(name + " ")).findFirst().orElseThrow();
  }
}
