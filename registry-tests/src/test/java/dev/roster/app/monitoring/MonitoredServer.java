package dev.roster.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/** Models with baselines, data and monitors. */
abstract class MonitoredServer extends RunningServer {
  static final String CSV = "text/csv";
  static final String NDJSON = "application/x-ndjson";
  static final Instant JUNE = Instant.parse("2021-06-01T00:00:00Z");

  /** A new version of the model, ready, in no stage. */
  String version(String model) {
    return client().existing(model).version().ready().path();
  }

  void promote(String version) {
    assertThat(move(version, "staging").status()).isEqualTo(201);
    Answer moved = move(version, "production");
    assertThat(moved.status()).as(moved.text()).isEqualTo(201);
  }

  Answer move(String version, String stage) {
    return post(version + "/transitions", "{\"to\":\"" + stage + "\",\"reason\":\"for the test\"}");
  }

  Answer putBaseline(String version, String query, String csv) {
    return send(
        to(version + "/baseline" + query, ADMIN)
            .header("Content-Type", CSV)
            .PUT(BodyPublishers.ofString(csv)));
  }

  Answer observe(String version, String query, String type, String body) {
    return send(
        to(version + "/observations?" + query, ADMIN)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body)));
  }

  /** A version in production with a baseline of {@code x}, normal, and {@code c}, a or b. */
  String served(String model) {
    String version = client().existing(model).version().ready().promote().path();
    Answer put = putBaseline(version, "?timestamp=t", rows(JUNE, 2000, 0, 1));
    assertThat(put.status()).as(put.text()).isEqualTo(201);
    return version;
  }

  /** Rows a minute apart, {@code x} normal about {@code mean}. */
  static String rows(Instant from, int count, double mean, long seed) {
    Random random = new Random(seed);
    StringBuilder csv = new StringBuilder("t,x,c\n");
    for (int i = 0; i < count; i++)
      csv.append(from.plus(i, ChronoUnit.MINUTES))
          .append(',')
          .append(mean + random.nextGaussian())
          .append(',')
          .append(random.nextBoolean() ? "a" : "b")
          .append('\n');
    return csv.toString();
  }

  void feed(String version, Instant from, int count, double mean) {
    Answer posted =
        observe(
            version,
            "source=test&timestamp=t&batch=" + from,
            CSV,
            rows(from, count, mean, from.getEpochSecond()));
    assertThat(posted.status()).as(posted.text()).isEqualTo(201);
  }

  /** The id of a new monitor of production, with day-long windows. */
  String monitor(String model, String more) {
    Answer made =
        post(
            "/api/v1/models/" + model + "/monitors",
            "{\"name\":\"drift\",\"window\":\"P1D\",\"every\":\"P1D\",\"minimumRows\":300%s}"
                .formatted(more));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().path("id").asString();
  }

  Answer check(String monitor, Instant from, Instant to) {
    return post(
        "/api/v1/monitors/" + monitor + "/checks",
        "{\"from\":\"" + from + "\",\"to\":\"" + to + "\"}");
  }

  Answer replay(String monitor, Instant from, int days) {
    return post(
        "/api/v1/monitors/" + monitor + "/checks",
        "{\"replay\":true,\"from\":\"%s\",\"to\":\"%s\",\"step\":\"P1D\"}"
            .formatted(from, from.plus(days, ChronoUnit.DAYS)));
  }

  static Instant day(int number) {
    return JUNE.plus(number, ChronoUnit.DAYS);
  }

  static void isProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
  }
}
