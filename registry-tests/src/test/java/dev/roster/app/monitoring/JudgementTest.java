package dev.roster.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a check says about the features that drifted, and about those that it cannot judge. */
class JudgementTest extends MonitoredServer {
  private static final String QUICK = ",\"enter\":{\"of\":1,\"atLeast\":1},\"leave\":1";

  @Test
  void theWorstFeatureIsTheOneWhoseMissingValuesMadeItDrift() {
    String model = model("judge");
    String version = served(model);
    String halfMissing =
        rows(day(40), 1440, 0.1, 5).replaceAll("(:[0-9]?[02468]:00Z),[^,]+", "$1,");
    assertThat(observe(version, "source=s&batch=1&timestamp=t", CSV, halfMissing).status())
        .isEqualTo(201);
    String monitor = monitor(model, QUICK + ",\"thresholds\":{\"warn\":5,\"alarm\":10}");
    assertThat(replay(monitor, day(40), 1).json().path("state").asString()).isEqualTo("firing");

    JsonNode check = get("/api/v1/monitors/" + monitor + "/checks").json().at("/items/0");
    assertThat(check.at("/features/0/because").toString()).isEqualTo("[\"missing\"]");
    assertThat(check.at("/features/1/because").isEmpty()).isTrue();
    JsonNode worst = check.path("worst");
    assertThat(worst.path("feature").asString()).isEqualTo("x");
    assertThat(worst.path("by").asString()).isEqualTo("missing");
    assertThat(worst.path("score").asDouble()).isCloseTo(0.5, within(1e-9));
    assertThat(worst.path("threshold").asDouble()).isEqualTo(0.1);
    assertThat(get("/api/v1/incidents?model=" + model).json().at("/items/0/worst"))
        .isEqualTo(worst);
  }

  @Test
  void nothingThatDidNotDriftIsTheWorst() {
    String model = model("judge");
    feed(served(model), day(40), 1440, 0);
    JsonNode check = check(monitor(model, ""), day(40), day(41)).json();
    assertThat(check.path("outcome").asString()).isEqualTo("ok");
    assertThat(check.path("worst").isNull()).isTrue();
  }

  @Test
  void checksAndReportsOfOlderReleasesAreStillRead() {
    String model = model("judge");
    String version = served(model);
    feed(version, day(40), 1440, 1);
    String check = check(monitor(model, ""), day(40), day(41)).header("Location");
    jdbc.sql(
            """
            update drift_check set unseen_expected = null, because = null, worst = null,
              not_judged = null
            where id = :id::uuid
            """)
        .param("id", check.replaceAll(".*/", ""))
        .update();
    JsonNode read = get(check).json();
    assertThat(read.at("/features/0/drifted").asBoolean()).isTrue();
    assertThat(read.at("/features/0/because").isEmpty()).isTrue();
    assertThat(read.path("worst").isNull()).isTrue();
    assertThat(read.path("notJudged").isEmpty()).isTrue();

    jdbc.sql(
            """
            update observation_batch set report = (report::jsonb - 'notes' - 'timestamp')::text
            where batch = :batch
            """)
        .param("batch", day(40).toString())
        .update();
    assertThat(get(version + "/observations").json().at("/items/0/notes").isEmpty()).isTrue();
  }

  @Test
  void aColumnWithTooManyCategoriesIsLeftOutByName() {
    String model = model("judge");
    String version = client().existing(model).version().ready().promote().path();
    JsonNode baseline = putBaseline(version, "?timestamp=t", identified("old", 10_001)).json();
    assertThat(baseline.at("/features/0/notJudged").isNull()).isTrue();
    assertThat(baseline.at("/features/1/name").asString()).isEqualTo("customer");
    assertThat(baseline.at("/features/1/notJudged").asString()).isEqualTo("cardinality");
    assertThat(get(version + "/baseline").json()).isEqualTo(baseline);
    observe(version, "source=s&batch=1&timestamp=t", CSV, identified("new", 2_000));

    JsonNode check = check(monitor(model, ""), JUNE, day(1)).json();
    assertThat(check.path("outcome").asString()).as(check.toString()).isEqualTo("ok");
    assertThat(check.path("features").size()).isEqualTo(1);
    assertThat(check.path("notJudged").toString())
        .isEqualTo("[{\"name\":\"customer\",\"reason\":\"cardinality\"}]");
  }

  @Test
  void categoriesThatAreRareInTheBaselineMayBeNewInAWindow() {
    String model = model("judge");
    String version = client().existing(model).version().ready().promote().path();
    JsonNode baseline = putBaseline(version, "", airports(1_700, 1)).json();
    double expected = baseline.at("/features/0/unseenExpected").asDouble();
    assertThat(expected).isBetween(0.01, 0.2);
    String monitor = monitor(model, "");
    for (int day = 0; day < 10; day++) {
      String rows = airports(300, 100 + day);
      observe(version, "source=s&batch=" + day + "&at=" + day(day), CSV, rows);
      JsonNode check = check(monitor, day(day), day(day + 1)).json();
      assertThat(check.path("outcome").asString()).as(check.toString()).isEqualTo("ok");
      assertThat(check.at("/features/0/unseenExpected").asDouble()).isEqualTo(expected);
    }
  }

  /** A skewed distribution of 300 airports. */
  private static String airports(int rows, long seed) {
    Random random = new Random(seed);
    StringBuilder csv = new StringBuilder("origin\n");
    for (int row = 0; row < rows; row++)
      csv.append("airport-")
          .append((int) Math.exp(random.nextDouble() * Math.log(300)))
          .append('\n');
    return csv.toString();
  }

  private static String identified(String prefix, int rows) {
    Random random = new Random(rows);
    StringBuilder csv = new StringBuilder("t,x,customer\n");
    for (int row = 0; row < rows; row++)
      csv.append("2021-06-01,")
          .append(random.nextGaussian())
          .append(',')
          .append(prefix)
          .append(row)
          .append('\n');
    return csv.toString();
  }
}
