package dev.roster.app.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files for Prometheus and Docker, tried by the tools that will read them. */
class ShippedRulesHoldTest {
  private static final Pattern RUNBOOK = Pattern.compile("runbook: docs/monitoring\\.md#(\\S+)");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "promtool check rules deploy/prometheus/rules/*.yml",
        "promtool test rules deploy/prometheus/tests/*.yml",
        "promtool check config --syntax-only deploy/prometheus/prometheus.yml"
      })
  void promtoolFindsNothing(String command) {
    Shell.need("promtool", "apt install prometheus", "promtool", "--version");
    holds(command);
  }

  @Test
  void everyAlarmLeadsToItsChapter() throws IOException {
    String page = Files.readString(Shell.root().resolve("docs/monitoring.md"));
    List<String> chapters =
        page.lines()
            .filter(line -> line.startsWith("### "))
            .map(line -> line.substring("### ".length()).toLowerCase())
            .toList();
    try (Stream<Path> files = Files.list(Shell.root().resolve("deploy/prometheus/rules"))) {
      for (Path file : files.toList()) {
        String rules = Files.readString(file);
        List<String> named = RUNBOOK.matcher(rules).results().map(found -> found.group(1)).toList();
        assertThat(chapters).containsAll(named);
        assertThat(named).hasSize(rules.split("- alert:").length - 1);
      }
    }
  }

  @Test
  void composeTakesTheFileWithRandomPasswords() throws IOException {
    Shell.need(
        "docker compose",
        "apt install docker-compose",
        "sh",
        "-c",
        "docker compose version || docker-compose version");
    holds(
        """
        folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
        sh deploy/make-env.sh "$folder/env"
        ! sh deploy/make-env.sh "$folder/env" || { echo "overwrote it"; exit 1; }
        docker compose version >/dev/null 2>&1 && compose='docker compose' || compose=docker-compose
        $compose --env-file "$folder/env" config -q
        ! $compose --env-file /dev/null config -q 2>/dev/null || { echo "took no passwords"; exit 1; }
        """);
  }

  private static void holds(String command) {
    var outcome = Shell.run(List.of("sh", "-ec", command));
    assertThat(outcome.status()).as(outcome.output()).isZero();
  }
}
