package dev.roster.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roster.app.ServerProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scrub of a server whose store is a folder of its disk. */
class DamagedDiskTest {
  private static final String VERSION = "/api/v1/models/scrubbed/versions/1";
  private static final int SIZE = 300_007;

  @TempDir Path folder;

  @Test
  void int05AFlippedByteIsFoundAndShownAndMendedByTheSameBytes() throws Exception {
    byte[] bytes = new byte[SIZE];
    new Random().nextBytes(bytes);
    try (ServerProcess server =
        ServerProcess.start(
            folder,
            "--roster.scrub.period=2s",
            "--roster.scrub.presence-period=2s",
            "--roster.artifacts.count-every=200ms")) {
      Calls calls = Calls.to(server);
      calls.post("/api/v1/models", "{\"name\":\"scrubbed\"}");
      calls.post("/api/v1/models/scrubbed/versions", "{}");
      put(calls, VERSION + "/artifacts/f", bytes);
      calls.post(VERSION + "/finalize", "{}");
      awaitMetric(calls, "roster_storage_damaged_versions 0.0");

      flipTheMiddleByte(stored());
      awaitMetric(calls, "roster_storage_damaged_versions 1.0");
      assertThat(calls.get(VERSION).body()).contains("\"status\":\"damaged\"");
      assertThat(calls.status(VERSION + "/artifacts/f")).isEqualTo(503);
      assertThat(calls.get("/api/v1/audit?model=scrubbed").body()).contains("version.damaged");

      calls.post("/api/v1/models/scrubbed/versions", "{\"description\":\"again\"}");
      put(calls, "/api/v1/models/scrubbed/versions/2/artifacts/again", bytes);
      assertThat(calls.get(VERSION).body()).contains("\"status\":\"ready\"");
      assertThat(calls.bytes(VERSION + "/artifacts/f")).isEqualTo(bytes);
      awaitMetric(calls, "roster_storage_damaged_versions 0.0");
    }
  }

  private static void put(Calls calls, String path, byte[] bytes) {
    assertThat(calls.put(path, BodyPublishers.ofByteArray(bytes)).join().statusCode())
        .isEqualTo(201);
  }

  private static void awaitMetric(Calls calls, String line) {
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> calls.get("/actuator/prometheus").body().contains("\n" + line + "\n"));
  }

  private Path stored() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().contains("/blobs/"))
          .filter(file -> file.toFile().length() == SIZE)
          .findFirst()
          .orElseThrow();
    }
  }

  private static void flipTheMiddleByte(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(SIZE / 2);
      int there = file.read();
      file.seek(SIZE / 2);
      file.write(there ^ 1);
    }
  }
}
