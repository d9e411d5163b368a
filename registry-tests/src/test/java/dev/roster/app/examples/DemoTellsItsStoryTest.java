package dev.roster.app.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roster.app.demo.Api;
import dev.roster.app.demo.Screen;
import dev.roster.app.demo.Story;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.YearMonth;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code ./roster demo}, and the figures that its data must give. */
class DemoTellsItsStoryTest extends ServerUnderTest {
  /** KS of MedInc against the whole reference, as NannyML publishes it. */
  private static final Map<String, Double> PUBLISHED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("2021-06", 0.201492),
              Map.entry("2021-07", 0.153016),
              Map.entry("2021-08", 0.209097),
              Map.entry("2021-09", 0.034516),
              Map.entry("2021-10", 0.104407),
              Map.entry("2021-11", 0.180470),
              Map.entry("2021-12", 0.140156),
              Map.entry("2022-01", 0.276367),
              Map.entry("2022-02", 0.075746),
              Map.entry("2022-03", 0.176523),
              Map.entry("2022-04", 0.218947),
              Map.entry("2022-05", 0.128601)));

  private final StringWriter said = new StringWriter();

  @Test
  void whichMonthWhichFeatureAndTheWayBackThenAllIsTakenAway() {
    story().play();

    assertThat(said.toString())
        .contains("GET /resolve/housing-demo@production  ->  version 2")
        .contains("343 of 343 days")
        .containsPattern("2021-10 .*\\*1\\.(3[6-9]|4[01]) .*drift\n")
        .contains("the alarm is FIRING")
        .contains("an incident is open: drift; the worst feature is HouseAge")
        .contains("version 1 is in production again, version 2 went to staging")
        .contains(
            "may it move? allowed: false", "/gates/card", "/reports/security-scan", "/approvals")
        .doesNotContain("/gates/accuracy")
        .contains("ann approves: the request is pending", "bob approves: the request is approved")
        .containsPattern("audit entry \\d+ is proven by \\d+ hashes");
    assertThat(good(get("/api/v1/models/housing-demo/versions/3")).json().path("stage").asString())
        .isEqualTo("staging");
    assertThat(good(get("/api/v1/tokens?limit=200")).text()).doesNotContain("demo-ann");
    assertThat(good(get("/api/v1/resolve/housing-demo@production")).json().path("version").asInt())
        .isEqualTo(1);
    assertThat(open("housing-demo")).as("the rollback closes it").isEmpty();

    story().remove();

    assertThat(get("/api/v1/models/housing-demo").status()).isEqualTo(410);
    story().remove();
    assertThat(said.toString()).endsWith("There is nothing of the demo to remove.\n");
  }

  @Test
  void theScoresAreThoseThatArePublished() {
    WatchedModel.on(this, "figures");
    String monitor = monitor("ks");

    PUBLISHED.forEach(
        (month, published) ->
            assertThat(score(monitor, YearMonth.parse(month), "MedInc"))
                .as(month)
                .isCloseTo(published, within(0.01)));
    assertThat(score(monitor("psi"), YearMonth.of(2021, 10), "HouseAge"))
        .isCloseTo(1.39, within(0.0278));
  }

  private String monitor(String statistic) {
    String definition =
        """
        {"name":"by-%1$s","kind":"drift","stage":"production","window":"P30D","every":"P1D",
         "minimumRows":200,"statistics":{"numeric":"%1$s"}}
        """
            .formatted(statistic);
    return hand("/api/v1/models/figures/monitors", definition).json().path("id").asString();
  }

  private double score(String monitor, YearMonth month, String feature) {
    String window =
        "{\"from\":\"%s-01T00:00:00Z\",\"to\":\"%s-01T00:00:00Z\"}"
            .formatted(month, month.plusMonths(1));
    return hand("/api/v1/monitors/" + monitor + "/checks", window)
        .json()
        .path("features")
        .valueStream()
        .filter(f -> f.path("name").asString().equals(feature))
        .findFirst()
        .orElseThrow()
        .path("score")
        .asDouble();
  }

  private JsonNode open(String model) {
    return good(get("/api/v1/incidents?open=true&model=" + model)).json().path("items");
  }

  private Story story() {
    return new Story(new Api(at(""), ADMIN), new Screen(new PrintWriter(said), false));
  }
}
