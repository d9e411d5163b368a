package dev.roster.app.temporary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.app.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed server leaves of the rows of its users, and of its libraries. */
class TemporaryFilesTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String CSV = "text/csv";

  @TempDir Path here;

  @Test
  void aServerDeletesWhatAKilledOneLeftAndNothingOfOneThatRuns() throws Exception {
    Path shared = here.resolve("shared");
    Path system = Files.createDirectory(here.resolve("system"));
    Path ofOther;
    try (ServerProcess other = start("other", shared, system)) {
      other.url();
      ofOther = only(inside(shared));
      try (ServerProcess first = start("first", shared, system)) {
        version(first);
        sendParquet(first);
        killWhileItKeepsABody(first, shared);
      }
      assertThat(kept(shared)).as("rows that the killed server kept").isNotEmpty();
      assertThat(inside(shared)).hasSize(2).contains(ofOther);
      try (ServerProcess again = start("first", shared, system)) {
        again.url();
        assertThat(kept(shared)).isEmpty();
        assertThat(inside(shared))
            .hasSize(2)
            .contains(ofOther)
            .allMatch(TemporaryFilesTest::isClosed);
      }
      assertThat(inside(shared)).containsExactly(ofOther);
    }
    assertThat(inside(shared)).isEmpty();
    assertThat(inside(system)).as("java.io.tmpdir").isEmpty();
  }

  private ServerProcess start(String data, Path shared, Path system) throws IOException {
    return ServerProcess.start(
        here.resolve(data),
        Map.of(
            "ROSTER_TEMP_DIR",
            shared.toString(),
            "JDK_JAVA_OPTIONS",
            "-Djava.io.tmpdir=" + system));
  }

  private static void version(ServerProcess server) throws Exception {
    String json = "application/json";
    send(server, "POST", "/models", json, BodyPublishers.ofString("{\"name\":\"m\"}"));
    send(server, "POST", "/models/m/versions", json, BodyPublishers.ofString("{}"));
    send(server, "PUT", "/models/m/versions/1/baseline", CSV, BodyPublishers.ofString("x\n1\n2\n"));
  }

  /** DuckDB reads it, with its library. */
  private void sendParquet(ServerProcess server) throws Exception {
    Path file = here.resolve("rows.parquet");
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute("copy (select 1.5::double as x) to '" + file + "' (format parquet)");
    }
    send(
        server,
        "POST",
        "/models/m/versions/1/observations?source=s&batch=parquet",
        "application/vnd.apache.parquet",
        BodyPublishers.ofFile(file));
  }

  private void killWhileItKeepsABody(ServerProcess server, Path shared) {
    BodyPublisher rows = BodyPublishers.ofInputStream(() -> new RowsUntilKept(server, shared));
    String path = "/models/m/versions/1/observations?source=s&batch=long";
    assertThatThrownBy(() -> send(server, "POST", path, CSV, rows)).isInstanceOf(IOException.class);
  }

  private static void send(
      ServerProcess server, String method, String path, String type, BodyPublisher body)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + path))
            .header("Authorization", "Bearer " + server.adminToken())
            .header("Idempotency-Key", "key-" + path.hashCode())
            .header("Content-Type", type)
            .method(method, body);
    var answer = HTTP.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
  }

  private static List<Path> kept(Path shared) {
    try (Stream<Path> files = Files.walk(shared)) {
      return files.filter(file -> file.getFileName().toString().startsWith("body-")).toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static List<Path> inside(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static Path only(List<Path> paths) {
    assertThat(paths).hasSize(1);
    return paths.get(0);
  }

  private static boolean isClosed(Path folder) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
          .equals("rwx------");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Rows without end, until the server keeps some in a file; then it is killed. */
  private static final class RowsUntilKept extends InputStream {
    private static final byte[] HEAD = "x\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerProcess server;
    private final Path shared;
    private long sent;

    RowsUntilKept(ServerProcess server, Path shared) {
      this.server = server;
      this.shared = shared;
    }

    @Override
    public int read() {
      return HEAD[(int) (sent++ % HEAD.length)];
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      for (int i = 0; i < length; i++) bytes[offset + i] = (byte) read();
      if (kept(shared).isEmpty()) return length;
      try {
        server.kill();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      return -1;
    }
  }
}
