package dev.roster.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.drift.profile.ProfileBytes;
import dev.roster.drift.profile.ProfileSum;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WideCheckTest extends MonitoredServer {
  private static final int FEATURES = 200;
  private static final int HOURS = 24;
  private static final int ROWS = 1_000_000;

  @Test
  void twoHundredFeaturesOverAMillionRowsAreJudgedFromProfilesAlone() {
    String model = model("wide");
    String version = version(model);
    promote(version);
    Random random = new Random(1);
    StringBuilder csv = new StringBuilder("f0");
    for (int feature = 1; feature < FEATURES; feature++) csv.append(",f").append(feature);
    for (int row = 0; row < 1_000; row++) {
      csv.append('\n').append(random.nextGaussian());
      for (int feature = 1; feature < FEATURES; feature++)
        csv.append(',').append(random.nextGaussian());
    }
    Answer baseline = putBaseline(version, "", csv.toString());
    assertThat(baseline.status()).as(baseline.text()).isEqualTo(201);
    countAMillionRows(version);

    String monitor = monitor(model, "");
    check(monitor, JUNE, day(1)); // warms up
    long begun = System.nanoTime();
    JsonNode check = check(monitor, JUNE, day(1)).json();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    System.out.printf("A check of %d features, %d rows: %d ms%n", FEATURES, ROWS, took.toMillis());
    assertThat(check.path("rows").asInt()).isEqualTo(ROWS);
    assertThat(check.path("features").size()).isEqualTo(FEATURES);
    assertThat(check.path("outcome").asString()).isEqualTo("ok");
    assertThat(took).isLessThan(Duration.ofSeconds(2));
  }

  /** What a million rows would have left: their counts, spread evenly over cells and hours. */
  private void countAMillionRows(String version) {
    String model = version.split("/")[4];
    long id =
        jdbc.sql(
                """
                select v.id from version v join model m on m.id = v.model_id where m.name = :name
                """)
            .param("name", model)
            .query(Long.class)
            .single();
    long batch =
        jdbc.sql(
                """
                insert into observation_batch
                  (version_id, source, batch, sha256, report, created_at, created_by)
                values (:id, 's', 'b', '', '{}', now(), 'test') returning id
                """)
            .param("id", id)
            .query(Long.class)
            .single();
    for (int hour = 0; hour < HOURS; hour++) {
      int rows = ROWS / HOURS + (hour < ROWS % HOURS ? 1 : 0);
      ProfileSum sum = new ProfileSum(IntStream.range(0, FEATURES).map(f -> 101).toArray());
      for (int row = 0; row < rows; row++) {
        sum.addRow();
        for (int feature = 0; feature < FEATURES; feature++)
          sum.count(feature, (row + feature + hour) % 100);
      }
      jdbc.sql("insert into observation_profile values (:id, :hour, :batch, :counts)")
          .param("id", id)
          .param("hour", JUNE.plus(hour, ChronoUnit.HOURS).atOffset(ZoneOffset.UTC))
          .param("batch", batch)
          .param("counts", ProfileBytes.of(sum))
          .update();
    }
  }
}
