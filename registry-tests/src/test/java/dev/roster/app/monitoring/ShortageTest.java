package dev.roster.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Monitors whose windows have too few rows say which rule it is, and how many rows would do. */
class ShortageTest extends MonitoredServer {
  @Test
  void aMonitorThatCanJudgeSaysNothing() {
    String model = model("short");
    feed(served(model), day(40), 1440, 0);
    JsonNode monitor = read(monitor(model, ""));
    assertThat(monitor.path("detail").isNull()).as(monitor.toString()).isTrue();
  }

  @Test
  void aBaselineThatIsTooSmallIsSaidWhenTheMonitorIsMadeAndRead() {
    String model = model("short");
    String version = version(model);
    promote(version);
    putBaseline(version, "?timestamp=t", rows(JUNE, 60, 0, 1));
    JsonNode made =
        post("/api/v1/models/" + model + "/monitors", "{\"name\":\"m\",\"window\":\"P1D\"}").json();
    assertThat(made.path("detail").asString())
        .contains("can never judge", "of 2 features", "over 0.1, half of alarm")
        .contains("The baseline has 60 rows; about 3");
    assertThat(read(made.path("id").asString())).isEqualTo(made);
    assertThat(get("/api/v1/models/" + model + "/monitors").json().at("/items/0/detail").isNull())
        .as("lists are without it")
        .isTrue();
  }

  @Test
  void aVolumeUnderTheMinimumIsSaidInTheMonitorAndInItsChecks() {
    String model = model("short");
    observeOverADay(served(model), 200);
    String monitor = monitor(model, ",\"maximumWindow\":\"P1D\"");
    assertThat(read(monitor).path("detail").asString())
        .contains("cannot judge", "P1D (maximumWindow), has 200 rows")
        .contains("A window needs 300 (minimumRows)", "About 300 rows would do");

    replay(monitor, day(40), 1);
    JsonNode check = get("/api/v1/monitors/" + monitor + "/checks").json().at("/items/0");
    assertThat(check.path("outcome").asString()).isEqualTo("insufficient_data");
    assertThat(check.path("detail").asString())
        .contains("The longest window, P1D (maximumWindow), has 200 rows")
        .contains("A window needs 300 (minimumRows)", "About 300 rows would do");
    assertThat(check(monitor, day(40), day(41)).json().path("detail").asString())
        .startsWith("The window has 200 rows. A window needs 300 (minimumRows).");
  }

  @Test
  void noiseThatHidesDriftAtTheVolumeIsSaidInTheMonitorAndInItsChecks() {
    String model = model("short");
    String version = served(model);
    String tight = ",\"maximumWindow\":\"P2D\",\"thresholds\":{\"warn\":0.02,\"alarm\":0.05}";
    String monitor = monitor(model, tight);
    assertThat(read(monitor).path("detail").asString())
        .contains("needs more rows in a window than minimumRows says", "With 300 rows");

    observeOverADay(version, 400);
    String detail = read(monitor).path("detail").asString();
    assertThat(detail)
        .contains("cannot judge", "P2D (maximumWindow), has 800 rows")
        .contains("With 800 rows the noise floor (noise95) of 2 of 2 features is over 0.025");
    long enough = Long.parseLong(detail.replaceAll(".*About (\\d+) rows would do.*", "$1"));
    replay(monitor, day(40), 1);
    JsonNode check = get("/api/v1/monitors/" + monitor + "/checks").json().at("/items/0");
    assertThat(check.path("outcome").asString()).isEqualTo("insufficient_data");
    assertThat(check.path("detail").asString()).contains("has 400 rows. With 400 rows");

    JsonNode analysis = check(monitor, day(40), day(41)).json();
    assertThat(analysis.path("outcome").asString()).isIn("ok", "drift");
    assertThat(analysis.path("detail").asString())
        .startsWith("The window has 400 rows, fewer than a scheduled check would judge. With 400");

    observeOverADay(version, (int) enough);
    assertThat(read(monitor).path("detail").isNull()).isTrue();
    replay(monitor, day(40), 1);
    JsonNode judged = get("/api/v1/monitors/" + monitor + "/checks").json().at("/items/0");
    assertThat(judged.path("outcome").asString()).as(judged.toString()).isEqualTo("ok");
    assertThat(judged.path("detail").isNull()).isTrue();
  }

  @Test
  void aPredictionAloneThatIsHiddenByNoiseIsSaidToo() {
    String model = model("short");
    String version = version(model);
    promote(version);
    putBaseline(version, "?timestamp=t&prediction=p", predictions(JUNE, 40));
    assertThat(observe(version, "source=s&batch=1", CSV, predictions(day(40), 40)).status())
        .isEqualTo(201);
    String monitor =
        post(
                "/api/v1/models/" + model + "/monitors",
                "{\"name\":\"m\",\"window\":\"P1D\",\"minimumRows\":20}")
            .json()
            .path("id")
            .asString();
    String floor = "the noise floor (noise95) of the prediction is over 0.1, half of alarm: ";
    assertThat(read(monitor).path("detail").asString())
        .contains("can never judge", floor + "0.423. The baseline has 40 rows");
    String noise = floor + "0.846. The baseline has 40 rows"; // a window of 40 rows adds its own
    JsonNode analysis = check(monitor, day(40), day(41)).json();
    assertThat(analysis.path("detail").asString()).contains("With 40 rows " + noise);
    replay(monitor, day(40), 1);
    JsonNode judged = get("/api/v1/monitors/" + monitor + "/checks").json().at("/items/0");
    assertThat(judged.path("outcome").asString()).isEqualTo("insufficient_data");
    assertThat(judged.path("detail").asString()).contains(noise);
  }

  private static String predictions(Instant from, int count) {
    StringBuilder csv = new StringBuilder("t,p\n");
    for (int row = 0; row < count; row++)
      csv.append(from.plusSeconds(row)).append(',').append(row).append('\n');
    return csv.toString();
  }

  private JsonNode read(String monitor) {
    return get("/api/v1/monitors/" + monitor).json();
  }

  private void observeOverADay(String version, int count) {
    Random random = new Random(count);
    StringBuilder csv = new StringBuilder("t,x,c\n");
    for (int row = 0; row < count; row++)
      csv.append(day(40).plus(Duration.ofDays(1).multipliedBy(row).dividedBy(count)))
          .append(',')
          .append(random.nextGaussian())
          .append(random.nextBoolean() ? ",a\n" : ",b\n");
    assertThat(observe(version, "source=s&batch=" + count, CSV, csv.toString()).status())
        .isEqualTo(201);
  }
}
