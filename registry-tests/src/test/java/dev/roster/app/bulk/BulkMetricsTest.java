package dev.roster.app.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BulkMetricsTest extends RunningServer {
  private String version() {
    String model = model("measured");
    post("/api/v1/models/" + model + "/versions", "{}");
    return "/api/v1/models/" + model + "/versions/1";
  }

  private static String body(int count, java.util.function.IntFunction<String> metric) {
    return "{\"metrics\":["
        + IntStream.range(0, count).mapToObj(metric).collect(Collectors.joining(","))
        + "]}";
  }

  private long rows(String version) {
    return jdbc.sql(
            """
            select count(*) from metric t join version v on v.id = t.version_id
            join model m on m.id = v.model_id where m.name = :model""")
        .param("model", version.split("/")[4])
        .query(Long.class)
        .single();
  }

  @Test
  void tenThousandAreRecordedAtOnceAndTheLastOfEachNameIsShown() {
    String version = version();

    Answer answer =
        post(
            version + "/metrics",
            body(
                10_000,
                i ->
                    "{\"name\":\"m%d\",\"value\":%d,\"step\":%d,\"dataset\":\"validation\"}"
                        .formatted(i % 100, i, i / 100)));

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.json().path("recorded").asInt()).isEqualTo(10_000);
    assertThat(rows(version)).isEqualTo(10_000);
    var shown = get(version).json().path("metrics");
    assertThat(shown.size()).isEqualTo(100);
    for (int name = 0; name < 100; name++)
      assertThat(shown.path("m" + name).asDouble()).isEqualTo(9_900 + name);
    assertThat(
            get(version + "/metrics?name=m7&limit=1")
                .json()
                .path("items")
                .path(0)
                .path("step")
                .asInt())
        .as("recorded last first")
        .isEqualTo(99);
  }

  @Test
  void aVersionHasNoMoreNamesThanItsPageShows() {
    String version = version();
    String named = "{\"name\":\"m%d\",\"value\":%d}";
    assertThat(post(version + "/metrics", body(1_999, i -> named.formatted(i, i))).status())
        .isEqualTo(201);
    Answer refused = post(version + "/metrics", body(2, i -> named.formatted(1_999 + i, 0)));
    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("limit_reached");
    assertThat(refused.json().path("detail").asString())
        .contains("at most 2,000", "into dataset, slice or step");
    assertThat(post(version + "/metrics", body(3, i -> named.formatted(1_997 + i, 9))).status())
        .as("two that are there, and the last that may come")
        .isEqualTo(201);
    assertThat(get(version).json().path("metrics").size()).isEqualTo(2_000);
  }

  /** Who waits for a rival counts the names that the rival brought. */
  @Test
  void noRaceBringsMoreNames() throws Exception {
    String version = version();
    ExecutorService rivals = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int r = 0; r < 8; r++) {
        int rival = r;
        String given = body(700, i -> "{\"name\":\"r%d-%d\",\"value\":1}".formatted(rival, i));
        answers.add(rivals.submit(() -> post(version + "/metrics", given).status()));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : answers) statuses.add(answer.get());
      assertThat(statuses).containsOnly(201, 409);
      assertThat(statuses).filteredOn(status -> status == 201).hasSize(2);
    } finally {
      rivals.shutdownNow();
    }
    assertThat(get(version).json().path("metrics").size()).isEqualTo(1_400);
  }

  @Test
  void oneTooManyAndNoneAreRefused() {
    String version = version();
    Answer tooMany =
        post(version + "/metrics", body(10_001, i -> "{\"name\":\"m\",\"value\":" + i + "}"));
    assertThat(tooMany.status()).isEqualTo(400);
    assertThat(tooMany.json().path("errors").path(0).path("pointer").asString())
        .isEqualTo("/metrics");
    assertThat(post(version + "/metrics", body(0, i -> "")).status()).isEqualTo(400);
    assertThat(rows(version)).isZero();
  }

  @Test
  void eachFaultyOneIsNamedUpToAHundredAndNoneIsRecorded() {
    String version = version();
    Answer answer =
        post(
            version + "/metrics",
            body(
                1_000,
                i ->
                    i % 2 == 0
                        ? "{\"name\":\"m\",\"value\":1}"
                        : "{\"name\":\" \",\"value\":1,\"at\":\"1950-01-01T00:00:00Z\"}"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asString()).contains("999 more");
    var pointers = answer.json().path("errors").findValuesAsString("pointer");
    assertThat(pointers)
        .hasSize(100)
        .startsWith("/metrics/1/name", "/metrics/1/at", "/metrics/3/name");
    assertThat(rows(version)).isZero();
  }

  @Test
  void oneThatIsNoNumberIsNamedByItsPlace() {
    String version = version();
    Answer answer =
        post(
            version + "/metrics",
            body(20, i -> "{\"name\":\"m\",\"value\":" + (i == 17 ? "\"high\"" : i) + "}"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("errors").path(0).path("pointer").asString())
        .isEqualTo("/metrics/17/value");
    assertThat(rows(version)).isZero();
  }
}
