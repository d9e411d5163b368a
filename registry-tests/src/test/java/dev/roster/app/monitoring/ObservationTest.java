package dev.roster.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.Rival;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObservationTest extends MonitoredServer {
  @Test
  void aBatchIsCountedOnceAndReported() {
    String version = served(model("obs"));
    String batch = "source=gateway&batch=1&timestamp=t";
    String rows =
        "t,x,more\n2021-06-01 00:00:00,1,q\n2021-06-01T01:30:00+01:00,oops,q\nyesterday,1,q\n"
            + "1622512800,,q\n";
    Answer first = observe(version, batch, CSV, rows);
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(first.json().path("rows").asInt()).isEqualTo(3);
    assertThat(first.json().path("from").asString()).isEqualTo("2021-06-01T00:00:00Z");
    assertThat(first.json().path("to").asString()).isEqualTo("2021-06-01T02:00:00Z");
    assertThat(first.json().path("rejected").size()).isEqualTo(2);
    assertThat(first.json().at("/rejected/0/row").asInt()).isEqualTo(2);
    assertThat(first.json().at("/rejected/0/column").asString()).isEqualTo("x");
    assertThat(first.json().at("/rejected/1/column").asString()).isEqualTo("t");
    assertThat(first.json().at("/unknownColumns/0").asString()).isEqualTo("more");
    assertThat(first.json().at("/missingColumns/0").asString()).isEqualTo("c");
    assertThat(first.json().path("duplicate").asBoolean()).isFalse();

    Answer again = observe(version, batch, CSV, rows);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("duplicate").asBoolean()).isTrue();
    assertThat(again.json().path("rows").asInt()).isEqualTo(3);
    isProblem(observe(version, batch, CSV, "t,x\n2021-06-01,2\n"), 409, "batch_conflict");
    Answer listed = get(version + "/observations");
    assertThat(listed.json().path("items").size()).isEqualTo(1);
  }

  @Test
  void aBatchThatAPurgeOvertakesLeavesNothingBehind() throws Exception {
    String model = model("obs");
    String version = served(model);
    String id =
        "(select v.id from version v join model m on m.id = v.model_id where m.name = '%s')"
            .formatted(model);
    Answer late;
    try (Rival rival = new Rival(jdbc)) {
      rival.run(
          "update version set status = 'reclaimed', deleted_at = now(), stage = 'none' where id = "
              + id);
      late = rival.commitBefore(() -> observe(version, "source=s&batch=1", CSV, "x,c\n1,a\n"));
    }
    isProblem(late, 410, "deleted");
    assertThat(
            jdbc.sql("select count(*) from observation_batch where version_id = " + id)
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void aBatchWithAnIdempotencyKeyIsAnsweredAgain() {
    String version = served(model("obs"));
    HttpRequest.Builder call =
        to(version + "/observations?source=s&batch=1", ADMIN)
            .header("Content-Type", CSV)
            .header("Idempotency-Key", version)
            .POST(BodyPublishers.ofString("x,c\n1,a\n"));
    Answer first = send(call);
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    Answer again = send(call);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.json()).isEqualTo(first.json());
  }

  @Test
  void whatACallNeedsIsSaid() {
    String bare = version(model("obs"));
    isProblem(observe(bare, "source=s&batch=1", CSV, "x\n1\n"), 409, "baseline_missing");
    String version = served(model("obs"));
    isProblem(observe(version, "source=s", CSV, "x\n1\n"), 400, "invalid_field");
    isProblem(observe(version, "batch=s", CSV, "x\n1\n"), 400, "invalid_field");
    isProblem(
        observe(version, "source=s&batch=1&timestamp=none", CSV, "x\n1\n"), 400, "invalid_field");
    isProblem(
        observe(version, "source=s&batch=1&timestamp=x", CSV, "x\n1\n"), 400, "invalid_field");
    isProblem(
        observe(version, "source=s&batch=1&at=tomorrow", CSV, "x\n1\n"), 400, "invalid_field");
    isProblem(observe(version, "source=s&batch=1", CSV, "x,c\n1\n"), 400, "malformed_request");
    isProblem(
        observe(version, "source=s&batch=1", NDJSON, "{\"x\":nan}"), 400, "malformed_request");
    isProblem(
        observe(version, "source=s&batch=1", "application/json", "{\"profile\":{}}"),
        400,
        "invalid_field");
  }

  @Test
  void whatIsOneRowInEveryFormIsCountedTheSame(@TempDir Path folder) throws Exception {
    String version = served(model("obs"));
    Path file = folder.resolve("rows.parquet");
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "copy (select 1.5::double as x, 'a' as c, timestamp '2021-07-01 10:00:00' as t) to '"
              + file
              + "' (format parquet)");
    }
    Answer parquet =
        send(
            to(version + "/observations?source=s&batch=p&timestamp=t", ADMIN)
                .header("Content-Type", "application/vnd.apache.parquet")
                .POST(BodyPublishers.ofFile(file)));
    assertThat(parquet.status()).as(parquet.text()).isEqualTo(201);
    observe(version, "source=s&batch=c&timestamp=t", CSV, "x,c,t\n1.5,a,2021-07-01 10:00:00\n");
    observe(
        version, "source=s&batch=n&at=2021-07-01T10:59:59Z", NDJSON, "{\"x\":1.5,\"c\":\"a\"}\n");
    List<byte[]> profiles =
        jdbc.sql(
                """
                select counts from observation_profile
                where version_id = (select b.version_id from observation_batch b
                  where b.batch = 'p' order by b.id desc limit 1) and hour = '2021-07-01T10:00Z'
                """)
            .query((row, n) -> row.getBytes(1))
            .list();
    assertThat(profiles).hasSize(3);
    assertThat(profiles).allSatisfy(p -> assertThat(p).isEqualTo(profiles.get(0)));
  }

  @Test
  void aBatchOfAYearIsCountedWhateverTheOrderOfItsRows() {
    String model = model("obs");
    String version = client().existing(model).version().ready().promote().path();
    int features = 60;
    putBaseline(version, "?timestamp=t", wide(IntStream.range(0, 500), features));
    List<Integer> order = new ArrayList<>(IntStream.range(0, 365 * 24).boxed().toList());
    for (String batch : List.of("sorted", "shuffled")) {
      IntStream hours = order.stream().mapToInt(Integer::intValue);
      Answer answer = observe(version, "source=s&batch=" + batch, CSV, wide(hours, features));
      assertThat(answer.status()).as(answer.text()).isEqualTo(201);
      assertThat(answer.json().path("rows").asInt()).isEqualTo(365 * 24);
      Collections.shuffle(order, new Random(1));
    }
    Answer check = check(monitor(model, ""), JUNE, day(365));
    assertThat(check.json().path("rows").asInt()).isEqualTo(2 * 365 * 24);
  }

  /** A row for each hour since June. */
  private static String wide(IntStream hours, int features) {
    Random random = new Random(1);
    StringBuilder csv = new StringBuilder("t");
    for (int feature = 0; feature < features; feature++) csv.append(",f").append(feature);
    hours.forEach(
        hour -> {
          csv.append('\n').append(JUNE.plus(hour, ChronoUnit.HOURS));
          for (int feature = 0; feature < features; feature++)
            csv.append(',').append(random.nextInt(1_000));
        });
    return csv.append('\n').toString();
  }

  @Test
  void thirtyTwoClientsWithOneBatchCountItOnce() throws Exception {
    String model = model("obs");
    String version = served(model);
    String rows = rows(day(30), 600, 0, 7);
    ExecutorService clients = Executors.newFixedThreadPool(32);
    try {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 32; i++)
        answers.add(
            clients.submit(() -> observe(version, "source=s&batch=one&timestamp=t", CSV, rows)));
      int created = 0;
      for (Future<Answer> answer : answers) {
        assertThat(answer.get().status()).isIn(200, 201);
        if (answer.get().status() == 201) created++;
      }
      assertThat(created).isEqualTo(1);
    } finally {
      clients.shutdown();
    }
    Answer check = check(monitor(model, ""), day(30), day(31));
    assertThat(check.json().path("rows").asInt()).isEqualTo(600);
  }

  @Test
  void thirtyTwoBatchesAtOnceAllCount() throws Exception {
    String model = model("obs");
    String version = served(model);
    ExecutorService clients = Executors.newFixedThreadPool(32);
    try {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        String batch = "source=s&timestamp=t&batch=" + i;
        String rows = rows(day(30), 50, 0, i);
        answers.add(clients.submit(() -> observe(version, batch, CSV, rows)));
      }
      for (Future<Answer> answer : answers)
        assertThat(answer.get().status()).as(answer.get().text()).isEqualTo(201);
    } finally {
      clients.shutdown();
    }
    Answer check = check(monitor(model, ""), day(30), day(31));
    assertThat(check.json().path("rows").asInt()).isEqualTo(1600);
  }
}
