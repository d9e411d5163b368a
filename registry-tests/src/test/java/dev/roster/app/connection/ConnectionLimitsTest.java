package dev.roster.app.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.roster.app.OwnServer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DOS-11: the limits of one client are settings. */
@TestInstance(Lifecycle.PER_CLASS)
class ConnectionLimitsTest {
  private static final int BODIES = 3;
  private static final int CONNECTIONS = 20;
  private static final String HEAD =
      "POST /api/v1/models HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
          + "Authorization: Bearer "
          + OwnServer.TOKEN
          + "\r\n";

  private final List<RawConnection> open = new ArrayList<>();
  private OwnServer server;

  @BeforeAll
  void start() {
    server =
        OwnServer.with(
            Map.of(
                "roster.connections.max-bodies-per-client", String.valueOf(BODIES),
                "roster.connections.max-per-client", String.valueOf(CONNECTIONS),
                "roster.connections.head-timeout", "3s",
                "roster.connections.body-timeout", "1s",
                "roster.connections.upload-timeout", "2s",
                "roster.connections.idle-timeout", "1s"));
  }

  @AfterAll
  void stop() throws IOException {
    closeAll();
    server.close();
  }

  /** Returns when the server has noticed it, and has room for another connection. */
  private void closeAll() throws IOException {
    for (RawConnection connection : open) connection.close();
    open.clear();
    while (!isRoom()) Thread.onSpinWait();
  }

  private boolean isRoom() {
    try (RawConnection probe = new RawConnection(server.at("/").getPort())) {
      return probe
          .send("GET /actuator/health/liveness HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
          .answer()
          .startsWith("HTTP/1.1 200");
    } catch (IOException closed) {
      return false;
    }
  }

  private RawConnection connect() throws IOException {
    RawConnection connection = new RawConnection(server.at("/").getPort());
    open.add(connection);
    return connection;
  }

  @Test
  void dos11BodiesBeyondTheLimitOfAClientAre429AndTheirTimeEnds() throws IOException {
    List<RawConnection> stalled = new ArrayList<>();
    for (int i = 0; i < BODIES; i++)
      stalled.add(connect().send(HEAD + "Expect: 100-continue\r\nContent-Length: 9\r\n\r\n"));
    for (RawConnection waiting : stalled) waiting.answerUpTo("HTTP/1.1 100 \r\n\r\n");

    assertThat(connect().send(HEAD + "Content-Length: 9\r\n\r\n{").answer())
        .startsWith("HTTP/1.1 429 ")
        .containsIgnoringCase("retry-after")
        .contains("too_many_requests");
    assertThat(connect().send(HEAD + "Content-Length: 2\r\n\r\n{}").answerUpTo("\r\n"))
        .as("a body that came with its head keeps nobody waiting")
        .startsWith("HTTP/1.1 400 ");
    assertThat(server.send("GET", "/api/v1/models", "").status()).isEqualTo(200);

    for (RawConnection waiting : stalled)
      assertThat(waiting.answer()).startsWith("HTTP/1.1 400 ").contains("within 1 s;");
    assertThat(server.send("POST", "/api/v1/models", "{\"name\":\"after\"}").status())
        .isEqualTo(201);
    closeAll();
  }

  @Test
  void dos11ABodyOrAHeadThatDripsEnds() throws IOException {
    assertThat(connect().send(HEAD + "Content-Length: 100000\r\n\r\n").answerWhileDripping(" "))
        .startsWith("HTTP/1.1 400 ");
    assertThat(connect().send("GET / HTTP/1.1\r\n").answerWhileDripping("X: y\r\n")).isEmpty();
    closeAll();
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, artifacts/a.bin, application/octet-stream",
    "PUT, baseline, text/csv",
  })
  void dos11AnUploadThatStallsEndsAndLeavesNothing(String method, String route, String type)
      throws IOException {
    server.send("POST", "/api/v1/models", "{\"name\":\"stalled\"}");
    server.send("POST", "/api/v1/models/stalled/versions", "{}");
    String version = "/api/v1/models/stalled/versions/1";
    String head =
        "%s %s/%s HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nAuthorization: Bearer %s\r\nContent-Length: 100000\r\n\r\n"
            .formatted(method, version, route, type, OwnServer.TOKEN);
    assertThat(connect().send(head + "a,b\n1,2\n").answer())
        .startsWith("HTTP/1.1 400 ")
        .contains("within 2 s");
    assertThat(server.send("GET", version + "/artifacts", "").text()).contains("\"items\":[]");
    closeAll();
  }

  @Test
  void dos12ConnectionsBeyondTheLimitOfAClientAreClosed() throws IOException {
    RawConnection first = connect().send("GET /actuator/health/liveness HTTP/1.1\r\n");
    for (int i = 1; i < CONNECTIONS; i++) connect();
    Throwable closed = catchThrowable(() -> connect().send("GET ").answerUpTo("."));

    assertThat(closed)
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(SocketTimeoutException.class);
    assertThat(first.send("Host: x\r\n\r\n").answerUpTo("\r\n")).startsWith("HTTP/1.1 200");
    closeAll();
  }
}
