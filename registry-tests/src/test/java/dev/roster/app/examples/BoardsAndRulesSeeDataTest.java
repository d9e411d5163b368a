package dev.roster.app.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What we ship for Prometheus and Grafana, on a Prometheus that scrapes a server. */
@TestInstance(Lifecycle.PER_CLASS)
class BoardsAndRulesSeeDataTest extends ServerUnderTest {
  private static final String MODEL = "boards";
  private static final Pattern SERIES =
      Pattern.compile("\\b(?:roster_[a-z_]+|http_server_[a-z_]+|up)\\b");

  @TempDir static Path folder;

  private Prometheus prometheus;

  @BeforeAll
  void scrape() throws IOException {
    Shell.need("Prometheus", "apt install prometheus", "prometheus", "--version");
    Shell.need("promtool", "apt install prometheus", "promtool", "--version");
    Shell.need("curl", "apt install curl", "curl", "--version");
    WatchedModel.on(this, MODEL);
    Path token = folder.resolve("token");
    var made =
        Shell.run(
            List.of("sh", "deploy/prometheus/make-token.sh", "--once"),
            Map.of(
                "ROSTER_URL", at(""), "ROSTER_ADMIN_TOKEN", ADMIN, "TOKEN_FILE", token.toString()));
    assertThat(made.status()).as(made.output()).isZero();
    prometheus = Prometheus.scraping("127.0.0.1:" + port, token, folder.resolve("prometheus"));
  }

  @AfterAll
  void stop() {
    if (prometheus != null) prometheus.close();
  }

  static Stream<Arguments> queries() {
    List<Arguments> queries = new ArrayList<>();
    for (String board : List.of("fleet", "model", "governance")) {
      JsonNode content = board(board);
      for (JsonNode panel : content.path("panels"))
        for (JsonNode target : panel.path("targets"))
          if (target.has("expr"))
            queries.add(
                Arguments.of(
                    board, panel.path("title").asString(), target.path("expr").asString()));
      for (JsonNode mark : content.path("annotations").path("list"))
        queries.add(
            Arguments.of(board, mark.path("name").asString(), mark.path("expr").asString()));
    }
    return queries.stream();
  }

  @Test
  void everyPanelOnPostgresHasDataAndSeesTheViewsAlone() {
    Shell.need("psql", "apt install postgresql-client", "psql", "--version");
    URI database = URI.create(DATABASE.url().replaceFirst("^jdbc:", "").replaceFirst("\\?.*", ""));
    Map<String, String> owner =
        Map.of(
            "PGHOST", database.getHost(),
            "PGPORT", String.valueOf(database.getPort()),
            "PGDATABASE", database.getPath().substring(1),
            "PGUSER", DATABASE.username(),
            "PGPASSWORD", DATABASE.password(),
            "GRAFANA_READER_PASSWORD", "reader's own");
    for (int run = 1; run <= 2; run++) {
      var made = Shell.run(List.of("sh", "deploy/grafana/grafana-reader.sh"), owner);
      assertThat(made.status()).as(made.output()).isZero();
    }
    Map<String, String> reader = new HashMap<>(owner);
    reader.put("PGUSER", "grafana_reader");
    reader.put("PGPASSWORD", "reader's own");
    assertThat(rows(reader, "select 1 from token")).contains("permission denied");

    board("model")
        .path("panels")
        .valueStream()
        .flatMap(panel -> panel.path("targets").valueStream())
        .filter(target -> target.has("rawSql"))
        .map(target -> target.path("rawSql").asString())
        .forEach(
            sql ->
                assertThat(
                        rows(
                            reader,
                            sql.replaceAll("\\$__timeFilter\\((\\w+)\\)", "$1 < now()")
                                .replace("$model", MODEL)
                                .replace("$stage", ".*")
                                .replace("$monitor", ".*")))
                    .as(sql)
                    .containsPattern("HouseAge|threshold")
                    .doesNotContain("ERROR"));
  }

  private static String rows(Map<String, String> as, String sql) {
    return Shell.run(List.of("psql", "-At", "-c", sql), as).output();
  }

  private static JsonNode board(String name) {
    Path file = Shell.root().resolve("deploy/grafana/dashboards/" + name + ".json");
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("queries")
  void everyPanelHasData(String board, String panel, String query) {
    String asked =
        query
            .replace("$__rate_interval", "1m")
            .replace("$model", MODEL)
            .replace("$stage", ".*")
            .replace("$monitor", ".*");

    assertThat(prometheus.awaitData(asked)).as(asked).isNotEmpty();
  }

  @Test
  void everyRuleIsLoadedAndReadsSeriesThatAreThere() {
    await().until(() -> prometheus.rules().stream().noneMatch(r -> health(r).equals("unknown")));
    assertThat(prometheus.rules()).isNotEmpty();
    var series = new TreeSet<String>();
    for (JsonNode rule : prometheus.rules()) {
      assertThat(health(rule)).as(rule.toString()).isEqualTo("ok");
      SERIES.matcher(rule.path("query").asString()).results().forEach(m -> series.add(m.group()));
    }
    for (String name : series) assertThat(prometheus.awaitData(name)).as(name).isNotEmpty();
  }

  @Test
  void anAlarmOfRosterReachesPrometheus() {
    await()
        .until(
            () -> prometheus.query("ALERTS{alertname=\"ModelDriftAlarm\",model=\"" + MODEL + "\"}"),
            alerts -> !alerts.isEmpty());
  }

  @Test
  void theScrapeKeepsTheRulesOfTheFormat() throws IOException {
    Path scrape = folder.resolve("scrape");
    Files.writeString(scrape, good(get("/actuator/prometheus")).text());
    var checked =
        Shell.run(List.of("sh", "-c", "promtool check metrics <\"$0\"", scrape.toString()));
    assertThat(checked.status()).as(checked.output()).isZero();
  }

  private static String health(JsonNode rule) {
    return rule.path("health").asString();
  }
}
