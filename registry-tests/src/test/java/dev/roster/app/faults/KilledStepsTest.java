package dev.roster.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.faults.FaultyCalls.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is killed at one step of a call, and what the call did is whole or nothing. */
class KilledStepsTest {
  private static final long PATIENCE = 60;
  private static final Set<String> ENTRIES = Set.of("large", "small");

  @TempDir private Path temporary;
  private FaultyServer server;
  private FaultyCalls calls;

  @BeforeEach
  void start() throws IOException {
    server = FaultyServer.onBucket(temporary);
    calls = new FaultyCalls(server::url, FaultyServer.TOKEN);
    calls.post("/api/v1/models", "{\"name\":\"m\"}");
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    server.close();
  }

  private ExpectedVersion draft() {
    Answer made = calls.post("/api/v1/models/m/versions", "{}");
    return new ExpectedVersion("m", made.json().path("version").asInt());
  }

  @Test
  void gc01AnArchiveIsUnpackedAsAWholeOrNotAtAll() throws Exception {
    List<CrashPoint> points =
        List.of(
            CrashPoint.BYTES_STORED,
            CrashPoint.UPLOAD_NOT_YET_RECORDED,
            CrashPoint.UPLOAD_RECORDED);
    byte[] archive = archive();
    for (CrashPoint point : points) {
      ExpectedVersion version = draft();
      server.ambush.lay(point);
      CompletableFuture<Answer> broken =
          calls.sendAsync(
              "PUT",
              version.url() + "/artifacts?unpack=true",
              BodyPublishers.ofByteArray(archive),
              Map.of("Content-Type", "application/zip"));
      assertThat(server.ambush.await(PATIENCE)).as("%s is reached", point).isTrue();
      server.kill();

      assertThat(broken.join().status()).as("no answer").isZero();
      boolean isRecorded = point == CrashPoint.UPLOAD_RECORDED;
      assertThat(new Settled(server, calls).files(version).keySet())
          .as("after a kill at %s", point)
          .isEqualTo(isRecorded ? ENTRIES : Set.of());
    }
    assertThat(new Settled(server, calls).faults(List.of())).isEmpty();
  }

  private static byte[] archive() throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(archive)) {
      zip.putNextEntry(new ZipEntry("large"));
      zip.write(new byte[300_000]);
      zip.putNextEntry(new ZipEntry("small"));
      zip.write(1);
    }
    return archive.toByteArray();
  }

  @Test
  void gc01TheRowOfAnUploadInPartsIsThereBeforeTheStoreTakesParts() throws Exception {
    ExpectedVersion version = draft();
    server.ambush.lay(CrashPoint.PARTS_NOT_YET_BEGUN);
    CompletableFuture<Answer> broken =
        calls.sendAsync(
            "POST",
            version.url() + "/uploads",
            BodyPublishers.ofString("{\"path\":\"f\",\"size\":5}"),
            Map.of("Idempotency-Key", "opens-once"));
    assertThat(server.ambush.await(PATIENCE)).isTrue();

    assertThat(server.jdbc.sql("select count(*) from upload").query(Integer.class).single())
        .as("rows of uploads, while the store is asked")
        .isEqualTo(1);

    server.kill();
    assertThat(broken.join().status()).as("no answer").isZero();
    Answer again =
        calls.post(version.url() + "/uploads", "{\"path\":\"f\",\"size\":5}", "opens-once");
    assertThat(again.status()).as(again.text()).isEqualTo(201);
    assertThat(new Settled(server, calls).faults(List.of())).isEmpty();
  }

  @Test
  void gc01BytesAreReclaimedAsAWholeOrNotAtAll() throws Exception {
    calls.put(
        "/api/v1/models/m/policy",
        BodyPublishers.ofString(
            "{\"edges\":[],\"retention\":{\"reclaimRetiredAfter\":\"PT0.001S\"}}"),
        Map.of("Content-Type", "application/json"));
    for (CrashPoint point : List.of(CrashPoint.NOT_YET_PURGED, CrashPoint.PURGED)) {
      ExpectedVersion version = draft();
      calls.put(version.url() + "/artifacts/f", BodyPublishers.ofString("bytes at " + point));
      calls.post(version.url() + "/finalize", "{}");
      calls.post(version.url() + "/transitions", "{\"to\":\"retired\",\"reason\":\"old\"}");
      server.ambush.lay(point);
      CompletableFuture<Answer> broken =
          calls.sendAsync("POST", "/api/v1/retention/runs", BodyPublishers.noBody(), Map.of());
      assertThat(server.ambush.await(PATIENCE)).as("%s is reached", point).isTrue();
      server.kill();

      assertThat(broken.join().status()).as("no answer").isZero();
      boolean isReclaimed = point == CrashPoint.PURGED;
      assertThat(calls.get(version.url() + "/artifacts/f").status())
          .as("after a kill at %s", point)
          .isEqualTo(isReclaimed ? 410 : 200);
      Answer again = calls.post("/api/v1/retention/runs", "");
      assertThat(again.json().path("items").size()).isEqualTo(isReclaimed ? 0 : 1);
    }
    assertThat(new Settled(server, calls).faults(List.of())).isEmpty();
  }
}
