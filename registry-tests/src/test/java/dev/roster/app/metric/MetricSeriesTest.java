package dev.roster.app.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MetricSeriesTest extends RunningServer {
  private String model, version;

  @BeforeEach
  void register() {
    model = model("series");
    version = version();
  }

  private String version() {
    Answer made = post("/api/v1/models/" + model + "/versions", "{}");
    return "/api/v1/models/" + model + "/versions/" + made.json().path("version").asInt();
  }

  private static String metric(String name, String value, String more) {
    return "{\"name\":\"%s\",\"value\":%s%s}".formatted(name, value, more);
  }

  private void record(String at, String... metrics) {
    Answer answer = post(at + "/metrics", "{\"metrics\":[" + String.join(",", metrics) + "]}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({
    "100000000000000000000, 1e20",
    "-12345678901234567000, -12345678901234567000",
    "9007199254740994, 9007199254740994",
    "1e20, 1e20",
    "1.7976931348623157e308, 1.7976931348623157e308"
  })
  void aLargeWholeDoubleIsTaken(String sent, double kept) {
    record(version, metric("steps", sent, ""));
    assertThat(get(version).json().at("/metrics/steps").asDouble()).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
  void whatIsNotFiniteIsKeptUnderItsName(String name) {
    record(version, metric("loss", "0.5", ",\"step\":1"));
    record(version, metric("loss", "\"" + name + "\"", ",\"step\":2,\"dataset\":\"train\""));
    assertThat(get(version).json().at("/metrics/loss").asString()).isEqualTo(name);
    String updated = get(version).json().path("updatedAt").asString();
    String past = get(version + "?at=" + updated).text();
    assertThat(past).contains("\"metrics\":{\"loss\":\"" + name + "\"}");
    JsonNode items = get(version + "/metrics?name=loss&orderBy=step").json().path("items");
    assertThat(items.path(0).path("value").asDouble()).isEqualTo(0.5);
    assertThat(items.path(1).path("value").asString()).isEqualTo(name);
    assertThat(found("metrics.loss = " + name, "createdAt")).isEqualTo("1");
    assertThat(found("metrics.loss[dataset='train'] = \"" + name + "\"", "createdAt"))
        .isEqualTo("1");
    assertThat(found("metrics:loss", "createdAt")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"nan\"", "\"+Infinity\"", "\"inf\"", "\"0.5\"", "\"\"", "NaN", "null"})
  void otherSpellingsAreRefused(String value) {
    Answer refused = post(version + "/metrics", "{\"metrics\":[" + metric("f1", value, "") + "]}");
    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/metrics/0/value");
  }

  @Test
  void whatIsNotFiniteIsNeverSortedAmongNumbers() {
    String[] values = {"0.5", "\"NaN\"", "0.1", "\"Infinity\"", "\"-Infinity\"", "0.9"};
    record(version, metric("loss", values[0], ""));
    for (int i = 1; i < values.length; i++) record(version(), metric("loss", values[i], ""));
    version(); // without a loss
    assertThat(found("", "metrics.loss, version")).isEqualTo("3,1,6,2,4,5,7");
    assertThat(found("", "metrics.loss desc, version")).isEqualTo("6,1,3,2,4,5,7");
    assertThat(found("metrics.loss < 1", "metrics.loss, version")).isEqualTo("3,1,6");
    assertThat(found("metrics.loss > 0", "metrics.loss desc, version")).isEqualTo("6,1,3");
    assertThat(found("metrics.loss != 0.5", "metrics.loss, version")).isEqualTo("3,6,2,4,5");
    assertThat(found("metrics.loss != NaN", "metrics.loss, version")).isEqualTo("3,1,6,4,5");
    assertThat(found("metrics.loss in (NaN, 0.9)", "metrics.loss, version")).isEqualTo("6,2");
    assertThat(found("NOT metrics.loss >= 0", "version")).isEqualTo("2,4,5,7");
    assertThat(search("metrics.loss < Infinity", "version").code()).isEqualTo("invalid_filter");
  }

  @Test
  void theLastValueCountsWhetherFiniteOrNot() {
    record(version, metric("loss", "\"NaN\"", ",\"dataset\":\"train\""));
    record(version, metric("loss", "0.25", ",\"dataset\":\"train\""));
    assertThat(get(version).json().at("/metrics/loss").asDouble()).isEqualTo(0.25);
    assertThat(found("metrics.loss[dataset='train'] = 0.25", "version")).isEqualTo("1");
    assertThat(found("metrics.loss = NaN OR metrics.loss[dataset='train'] = NaN", "version"))
        .isEmpty();
  }

  @Test
  void versionsWithWhatIsNotFiniteAreCompared() {
    String other = version();
    record(version, metric("loss", "0.5", ""), metric("same", "\"NaN\"", ""));
    record(other, metric("loss", "\"NaN\"", ""), metric("same", "\"NaN\"", ""));
    JsonNode metrics =
        get("/api/v1/models/" + model + "/compare?versions=1,2").json().path("metrics");
    assertThat(metrics.size()).isOne();
    assertThat(metrics.at("/0/values/1").asString()).isEqualTo("NaN");
    assertThat(metrics.at("/0/deltas/1").isNull()).isTrue();
  }

  @Test
  void aSeriesIsReadByStepAndDatasetInOrder() {
    List<String> metrics = new ArrayList<>();
    for (int step = 2_999; step >= 0; step--)
      for (String dataset : List.of("train", "validation"))
        metrics.add(
            metric(
                "loss", step + ".5", ",\"step\":%d,\"dataset\":\"%s\"".formatted(step, dataset)));
    metrics.add(metric("loss", "7", ",\"dataset\":\"train\""));
    metrics.add(metric("accuracy", "0.5", ",\"step\":1,\"dataset\":\"train\""));
    record(version, metrics.toArray(String[]::new));

    String series = version + "/metrics?name=loss&dataset=train&orderBy=step&limit=10000";
    JsonNode all = get(series).json();
    assertThat(all.path("next").isNull()).isTrue();
    assertThat(steps(all))
        .isEqualTo(
            IntStream.range(0, 3_000).mapToObj(String::valueOf).collect(Collectors.joining(","))
                + ",");
    assertThat(steps(get(series + "&fromStep=10&toStep=12").json())).isEqualTo("10,11,12");
    assertThat(steps(get(series + "&fromStep=2999").json())).isEqualTo("2999");

    List<String> walked = new ArrayList<>();
    String page = version + "/metrics?dataset=train&orderBy=step&limit=1000";
    for (String next = ""; next != null; ) {
      JsonNode read = get(page + next).json();
      read.path("items").forEach(one -> walked.add(one.path("name").asString() + one.path("step")));
      next = read.path("next").isNull() ? null : "&cursor=" + read.path("next").asString();
    }
    assertThat(walked)
        .hasSize(3_002)
        .startsWith("accuracy1", "loss0", "loss1")
        .endsWith("lossnull");
    assertThat(get(version + "/metrics?orderBy=value").code()).isEqualTo("invalid_field");
    assertThat(get(version + "/metrics?limit=20000").json().path("items").size()).isEqualTo(6_002);
  }

  @Test
  void anEmptyDatasetReadsTheSeriesWithoutOne() {
    record(
        version,
        metric("l", "1", ",\"step\":1"),
        metric("l", "2", ",\"step\":2,\"dataset\":\"train\""),
        metric("l", "3", ",\"step\":3"));

    String series = version + "/metrics?name=l&orderBy=step";
    assertThat(steps(get(series).json())).isEqualTo("1,2,3");
    assertThat(steps(get(series + "&dataset=").json())).isEqualTo("1,3");
    assertThat(steps(get(series + "&dataset=train").json())).isEqualTo("2");
    JsonNode first = get(series + "&dataset=&limit=1").json();
    assertThat(steps(first)).isEqualTo("1");
    String next = "&dataset=&limit=1&cursor=" + first.path("next").asString();
    assertThat(steps(get(series + next).json())).isEqualTo("3");
  }

  private static String steps(JsonNode page) {
    return page.path("items").values().stream()
        .map(item -> item.path("step").isNull() ? "" : item.path("step").asString())
        .collect(Collectors.joining(","));
  }

  private Answer search(String filter, String order) {
    return get(
        "/api/v1/models/%s/versions?filter=%s&orderBy=%s"
            .formatted(
                model,
                URLEncoder.encode(filter, StandardCharsets.UTF_8),
                URLEncoder.encode(order, StandardCharsets.UTF_8)));
  }

  private String found(String filter, String order) {
    Answer answer = search(filter, order);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("items").values().stream()
        .map(item -> item.path("version").asString())
        .collect(Collectors.joining(","));
  }
}
