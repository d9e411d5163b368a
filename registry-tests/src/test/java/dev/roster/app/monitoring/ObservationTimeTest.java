package dev.roster.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Where the rows of a batch have their times from, and batches of which nothing can be counted. */
class ObservationTimeTest extends MonitoredServer {
  @Test
  void theBaselinesColumnOfTimesIsUsedUnlessToldOtherwise() {
    String version = served(model("time"));
    String rows = "t,u,x,c\n2021-07-01 10:00:00,2021-08-01,1,a\n";
    JsonNode byBaseline = observe(version, "source=s&batch=1", CSV, rows).json();
    assertThat(byBaseline.path("timestamp").asString()).isEqualTo("t");
    assertThat(byBaseline.path("from").asString()).isEqualTo("2021-07-01T10:00:00Z");
    assertThat(byBaseline.path("notes").isEmpty()).isTrue();
    JsonNode byName = observe(version, "source=s&batch=2&timestamp=u", CSV, rows).json();
    assertThat(byName.path("timestamp").asString()).isEqualTo("u");
    assertThat(byName.path("from").asString()).isEqualTo("2021-08-01T00:00:00Z");
    JsonNode at = observe(version, "source=s&batch=3&at=2021-09-01T00:00:00Z", CSV, rows).json();
    assertThat(at.path("timestamp").isNull()).isTrue();
    assertThat(at.path("from").asString()).isEqualTo("2021-09-01T00:00:00Z");
    assertThat(at.path("notes").isEmpty()).isTrue();
  }

  @Test
  void rowsThatAreCountedAtTheirArrivalAreSaidToBe() {
    String withTimes = served(model("time"));
    String withoutTimes = version(model("time"));
    putBaseline(withoutTimes, "", "x,c\n1,a\n2,b\n");
    Instant before = Instant.now().minus(1, ChronoUnit.HOURS);
    for (String version : new String[] {withTimes, withoutTimes}) {
      JsonNode report = observe(version, "source=s&batch=1", CSV, "x,c\n1,a\n").json();
      assertThat(report.path("rows").asInt()).isEqualTo(1);
      assertThat(Instant.parse(report.path("from").asString())).isAfter(before);
      assertThat(report.at("/notes/0").asString()).contains("counted at their arrival");
    }
    assertThat(get(withTimes + "/observations").json().at("/items/0/notes/0").asString())
        .contains("'t'");
  }

  @Test
  void rowsBeforeTheFirstWithATimeHaveNone() {
    String version = served(model("time"));
    JsonNode report =
        observe(
                version,
                "source=s&batch=1",
                NDJSON,
                "{\"x\":1}\n{\"x\":2}\n{\"x\":3,\"t\":\"2021-07-01\"}\n{\"x\":4}\n")
            .json();
    assertThat(report.path("rows").asInt()).isEqualTo(1);
    assertThat(report.path("rejectedCount").asInt()).isEqualTo(3);
    assertThat(report.path("from").asString()).isEqualTo("2021-07-01T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "0001-01-01, before 1980",
    "1970-01-01 00:00:00, before 1980",
    "1979-12-31 23:59:59, before 1980",
    "2206-01-05, ahead",
    "20991231, ahead",
    "4000000000, ahead",
    "1622505, not a time",
    "20260105101530, not a time"
  })
  void aTimeThatCannotBeMeantCostsItsRow(String time, String why) {
    String version = served(model("time"));
    String rows = "t,x,c\n" + time + ",1,a\n2021-07-01,1,a\n1980-01-01,1,a\n";
    JsonNode report = observe(version, "source=s&batch=1", CSV, rows).json();
    assertThat(report.path("rows").asInt()).as(report.toString()).isEqualTo(2);
    assertThat(report.at("/rejected/0/row").asInt()).isEqualTo(1);
    assertThat(report.at("/rejected/0/detail").asString()).contains(time, why);
    assertThat(report.at("/notes/0").asString()).contains("1980-01-01", "ten years");
  }

  @ParameterizedTest
  @CsvSource({"2099-01-01T00:00:00Z", "1970-01-01T00:00:00Z"})
  void aBatchThatCannotBeOfThatTimeIsRefused(String at) {
    String version = served(model("time"));
    Answer refused = observe(version, "source=s&batch=1&at=" + at, CSV, "x,c\n1,a\n");
    isProblem(refused, 400, "invalid_field");
    assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("?at");
    assertThat(refused.text()).contains(at);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "t,x,c\\nyesterday,1,a\\n|'yesterday' is not a time",
        "t,x,c\\n|no rows",
        "a,b\\n1,2\\n|the rows have 'a', 'b'",
        "t,x\\n2021-07-01,one\\n2021-07-01,two\\n|'one' is not a number"
      })
  void aBatchOfWhichNothingCanBeCountedIsRefusedAndDoesNotUseItsId(String rows, String why) {
    String version = served(model("time"));
    Answer refused = observe(version, "source=s&batch=1", CSV, rows.replace("\\n", "\n"));
    isProblem(refused, 400, "malformed_request");
    assertThat(refused.text()).contains(why, "batch id is still free");
    assertThat(get(version + "/observations").json().path("items").isEmpty()).isTrue();
    assertThat(observe(version, "source=s&batch=1", CSV, "t,x\n2021-07-01,1\n").status())
        .isEqualTo(201);
  }

  @Test
  void rowsWhoseValuesAreAllMissingAreCounted() {
    String version = served(model("time"));
    Answer report = observe(version, "source=s&batch=1", CSV, "t,x,c\n2021-07-01,,\n");
    assertThat(report.status()).as(report.text()).isEqualTo(201);
    assertThat(report.json().path("rows").asInt()).isEqualTo(1);
  }
}
