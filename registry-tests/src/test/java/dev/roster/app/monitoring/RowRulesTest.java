package dev.roster.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What rows are read as, as the sender sees it. */
class RowRulesTest extends MonitoredServer {
  @Test
  void aRowOfAnotherLengthAndALongTextAreReportedAndTheOthersCounted() {
    String version = baseline("a,b\n1,x\n2,y\n");
    JsonNode sent =
        observe(
                version,
                "source=s&batch=1",
                CSV,
                "a,b\n1,x\n2\n1,x,9\n2," + "y".repeat(65_537) + "\n2,y\n")
            .json();
    assertThat(sent.path("rows").asInt()).isEqualTo(3);
    assertThat(sent.path("rejectedCount").asInt()).isEqualTo(3);
    assertThat(sent.at("/rejected/0/row").asInt()).isEqualTo(2);
    assertThat(sent.at("/rejected/0/column").isNull()).isTrue();
    assertThat(sent.at("/rejected/0/detail").asString())
        .isEqualTo("has 1 field, and the header has 2");
    assertThat(sent.at("/rejected/1/row").asInt()).isEqualTo(3);
    assertThat(sent.at("/rejected/2/row").asInt()).isEqualTo(4);
    assertThat(sent.at("/rejected/2/column").asString()).isEqualTo("b");
  }

  @Test
  void missingTextsAreTheSameInBaselineAndObservations() {
    String version = baseline("a,b\n1,x\nNA,null\n2,None\n");
    JsonNode features = get(version + "/baseline").json().path("features");
    assertThat(features.get(0).path("kind").asString()).isEqualTo("numeric");
    assertThat(features.at("/0/cells/missing").asInt()).isEqualTo(1);
    assertThat(features.at("/1/cells/missing").asInt()).isEqualTo(2);
    JsonNode sent =
        observe(version, "source=s&batch=1", NDJSON, "{\"a\":\"NA\",\"b\":\"None\"}\n{\"a\":1}")
            .json();
    assertThat(sent.path("rows").asInt()).isEqualTo(2);
    assertThat(sent.path("rejectedCount").asInt()).isZero();
  }

  @Test
  void aDecimalCommaIsReadIfItIsSaid() {
    String version = baseline("a,b\n1.5,x\n2.5,y\n");
    String rows = "a;b\n1,5;x\n2,5;y\n";
    isProblem(observe(version, "source=s&batch=1", CSV, rows), 400, "malformed_request");
    JsonNode sent =
        observe(version, "source=s&batch=1&delimiter=%3B&decimal=%2C", CSV, rows).json();
    assertThat(sent.path("rows").asInt()).isEqualTo(2);
    assertThat(sent.path("rejectedCount").asInt()).isZero();
    JsonNode unsaid = observe(version, "source=s&batch=2&delimiter=%3B", CSV, rows).json();
    assertThat(unsaid.at("/rejected/0/detail").asString()).contains("decimal=%2C");
    isProblem(
        observe(version, "source=s&batch=3&delimiter=%3B", NDJSON, "{\"a\":1}"),
        400,
        "invalid_field");
  }

  @Test
  void aDryRunCountsNothingAndLeavesTheIdFree() {
    String version = baseline("a\n1\n2\n");
    String query = "source=s&batch=1&at=2021-06-01T00:00:00Z";
    Answer shown = observe(version, query + "&dryRun=true", CSV, "a\n1\nx\n");
    assertThat(shown.status()).as(shown.text()).isEqualTo(200);
    assertThat(get(version + "/observations").json().path("items").size()).isZero();
    Answer sent = observe(version, query, CSV, "a\n1\nx\n");
    assertThat(sent.status()).isEqualTo(201);
    assertThat(shown.json()).isEqualTo(sent.json());
    JsonNode again = observe(version, query + "&dryRun=true", CSV, "a\n1\nx\n").json();
    assertThat(again.path("duplicate").asBoolean()).isTrue();
    isProblem(observe(version, query + "&dryRun=true", CSV, "a\n2\n"), 409, "batch_conflict");
    isProblem(
        observe(version, "source=s&batch=2&dryRun=true", CSV, "a\n"), 400, "malformed_request");
  }

  @Test
  void rowsAreNeverCountedInTheCellsOfAReplacedBaseline() {
    String version = baseline("a\n1\n2\n");
    var calls =
        IntStream.range(0, 16)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () ->
                            i % 2 == 0
                                ? putBaseline(
                                    version, "?replace=true", "a\n1\n2\n" + i + ".5\n" + i + "\n")
                                : observe(version, "source=s&batch=" + i, CSV, "a\n1\n")))
            .toList();
    calls.forEach(
        call -> assertThat(call.join().status()).as(call.join().text()).isIn(200, 201, 409));
    String digest = get(version + "/baseline").json().path("digest").asString();
    assertThat(observe(version, "source=s&batch=last", CSV, "a\n1\n").status()).isEqualTo(201);
    isProblem(putBaseline(version, "?replace=true", "a\n7\n8\n"), 409, "baseline_exists");
    assertThat(get(version + "/baseline").json().path("digest").asString()).isEqualTo(digest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a,b;1,x;2,\"y;3,z|row 2, column 'b'",
        "a,b;1,x;2,y\"z|row 2, column 'b'",
        "a,b;1,x;2,y;unknown,z|first is 'unknown' in row 3",
        ",a;0,1|index=False"
      })
  void aBaselineThatCannotBeMeantIsRefusedWithItsPlace(String rows, String detail) {
    Answer refused = putBaseline(version(model("rules")), "", rows.replace(';', '\n') + "\n");
    isProblem(refused, 400, "malformed_request");
    assertThat(refused.json().path("detail").asString()).contains(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/csv; header=absent|header=present",
        "text/csv; charset=iso-8859-1|in UTF-8",
        "text/csv; charset=\"windows-1252\"|in UTF-8",
        "text/csv; charset=utf-16|in UTF-8",
        "text/csv; delimiter=tab|delimiter= and decimal= in the URL",
        "application/x-ndjson; charset=utf-16|in UTF-8"
      })
  void aContentTypeThatSaysHowRowsAreNotReadIsRefused(String type, String remedy) {
    String version = version(model("rules"));
    Answer refused =
        send(
            to(version + "/baseline", ADMIN)
                .header("Content-Type", type)
                .PUT(BodyPublishers.ofString("a\n1\n2\n")));
    isProblem(refused, 415, "unsupported_media_type");
    assertThat(refused.json().path("detail").asString()).contains(remedy);
    assertThat(putBaseline(version, "", "a\n1\n2\n").status()).isEqualTo(201);
    isProblem(observe(version, "source=s&batch=1", type, "a\n1\n"), 415, "unsupported_media_type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/csv; header=present; charset=UTF-8",
        "text/csv;Charset=\"utf8\"; HEADER=\"Present\"",
        "text/csv; charset=ascii",
        "text/csv; charset=US-ASCII"
      })
  void aContentTypeThatSaysHowRowsAreReadIsTaken(String type) {
    String version = baseline("a\n1\n2\n");
    Answer sent = observe(version, "source=s&batch=1", type, "a\n1\n");
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    assertThat(
            observe(version, "source=s&batch=2", NDJSON + ";charset=utf-8", "{\"a\":1}").status())
        .isEqualTo(201);
  }

  private String baseline(String csv) {
    String version = version(model("rules"));
    Answer put = putBaseline(version, "", csv);
    assertThat(put.status()).as(put.text()).isEqualTo(201);
    return version;
  }
}
