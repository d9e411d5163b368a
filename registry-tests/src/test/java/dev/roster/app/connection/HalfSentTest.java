package dev.roster.app.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DOS-11: clients that send a part of a request and wait cost others nothing. */
class HalfSentTest extends RunningServer {
  private static final int CLIENTS = 440;
  private static final Duration BAR = Duration.ofSeconds(3);
  private static final String JSON_HEAD =
      "POST /api/v1/models HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

  private String token() {
    return "Authorization: Bearer " + ADMIN + "\r\n";
  }

  private List<String> halves(String version) {
    return List.of(
        JSON_HEAD + "Content-Length: 100\r\n\r\n{",
        JSON_HEAD + token() + "Content-Length: 100\r\n\r\n{",
        JSON_HEAD + token() + "Transfer-Encoding: chunked\r\n\r\n5\r\n{",
        "PUT %s/artifacts/half HTTP/1.1\r\nHost: x\r\n%sContent-Length: 1000000\r\n\r\nx"
            .formatted(version, token()),
        "PUT %s/baseline HTTP/1.1\r\nHost: x\r\n%sContent-Type: text/csv\r\nContent-Length: 100\r\n\r\na"
            .formatted(version, token()),
        "GET /api/v1/models HTTP/1.1\r\nHost: x\r\n");
  }

  @Test
  void dos11Beside440HalfSentRequestsOthersAreAnsweredInTime() throws IOException {
    String model = model("flood");
    String version = "/api/v1/models/" + model + "/versions/" + draft(model);
    List<String> halves = halves(version);
    List<RawConnection> open = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++)
        open.add(new RawConnection(port).send(halves.get(i % halves.size())));

      for (int i = 0; i < 20; i++) {
        int number = i;
        inTime(() -> get("/api/v1/models/" + model), 200);
        inTime(() -> post("/api/v1/models/" + model + "/versions", "{}"), 201);
        inTime(
            () ->
                send(
                    to(version + "/artifacts/f" + number, ADMIN)
                        .PUT(BodyPublishers.ofString("bytes"))),
            201);
      }
    } finally {
      for (RawConnection connection : open) connection.close();
    }
  }

  private interface Call {
    Answer send();
  }

  private static void inTime(Call call, int status) {
    long begin = System.nanoTime();
    Answer answer = call.send();
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(BAR);
  }

  @Test
  void dos11ABodyThatStallsIsRefusedAndTheConnectionClosed() throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(JSON_HEAD + token() + "Content-Length: 100\r\n\r\n{");
      assertThat(connection.answer())
          .startsWith("HTTP/1.1 400 ")
          .containsIgnoringCase("connection: close")
          .contains("\"code\":\"malformed_request\"");
    }
    for (int i = 0; i < 50; i++) // one of them is read by what read the stalled request
    assertThat(send("GET", "/actuator/health/liveness", null).status()).isEqualTo(200);
  }

  @Test
  void dos11AHeadThatStallsEndsTheConnection() throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      assertThat(connection.send("GET /api/v1/models HTTP/1.1\r\nHost:").answer()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Transfer-Encoding: chunked\r\n"})
  void aRefusalDoesNotWaitForTheBody(String framing) throws IOException {
    String length = framing.isEmpty() ? "Content-Length: 5000000000\r\n" : framing;
    try (RawConnection connection = new RawConnection(port)) {
      long begin = System.nanoTime();
      assertThat(connection.send(JSON_HEAD + length + "\r\n").answer()).startsWith("HTTP/1.1 401 ");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(BAR);
    }
  }

  @Test
  void whoIsRefusedWhileSendingFindsTheAnswer() throws IOException {
    byte[] piece = new byte[1 << 20];
    try (Socket socket = new Socket("127.0.0.1", port)) {
      String head = JSON_HEAD + "Content-Length: " + (64 << 20) + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      for (int i = 0; i < 64; i++) socket.getOutputStream().write(piece); // before it reads
      assertThat(new String(socket.getInputStream().readNBytes(12))).isEqualTo("HTTP/1.1 401");
    }
  }
}
