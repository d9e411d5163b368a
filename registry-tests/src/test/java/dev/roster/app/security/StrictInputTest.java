package dev.roster.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictInputTest extends RunningServer {
  private static final String MODELS = "/api/v1/models";

  static Stream<Arguments> refusedDocuments() {
    String deep = "{\"name\":\"x\",\"tags\":{\"a\":" + "[".repeat(300) + "]".repeat(300) + "}}";
    return Stream.of(
        Arguments.of("{\"name\":\"x\",\"name\":\"y\"}", "malformed_request", "/name"),
        Arguments.of("{\"name\":\"x\",\"n\\u0061me\":\"y\"}", "malformed_request", "/name"),
        Arguments.of("{\"name\":\"x\",\"ownr\":\"y\"}", "unknown_field", "/ownr"),
        Arguments.of("{\"name\":\"x\",\"created_at\":1}", "unknown_field", "/created_at"),
        Arguments.of("{\"name\":\"x\",\"createdAt\":1}", "unknown_field", "/createdAt"),
        Arguments.of("{\"name\":\"x\",\"id\":1}", "unknown_field", "/id"),
        Arguments.of("{\"name\":\"x\",}", "malformed_request", ""),
        Arguments.of("{\"name\":\"x\"} {}", "malformed_request", ""),
        Arguments.of("{\"name\":\"x\"", "malformed_request", ""),
        Arguments.of("{'name':'x'}", "malformed_request", ""),
        Arguments.of("// x\n{\"name\":\"x\"}", "malformed_request", ""),
        Arguments.of("\uFEFF{\"name\":\"x\"}", "malformed_request", ""),
        Arguments.of("", "malformed_request", ""),
        Arguments.of("null", "malformed_request", ""),
        Arguments.of("[]", "invalid_field", ""),
        Arguments.of("\"x\"", "invalid_field", ""),
        Arguments.of("{}", "invalid_field", "/name"),
        Arguments.of("{\"name\":null}", "invalid_field", "/name"),
        Arguments.of("{\"name\":1}", "invalid_field", "/name"),
        Arguments.of("{\"name\":true}", "invalid_field", "/name"),
        Arguments.of("{\"name\":[\"x\"]}", "invalid_field", "/name"),
        Arguments.of("{\"name\":\"x\",\"owner\":1.5}", "invalid_field", "/owner"),
        Arguments.of("{\"name\":\"x\",\"tags\":[]}", "invalid_field", "/tags"),
        Arguments.of("{\"name\":\"x\",\"tags\":{\"a\":1}}", "invalid_field", "/tags/a"),
        Arguments.of("{\"name\":\"x\",\"owner\":\"a\\u0000b\"}", "invalid_field", "/owner"),
        Arguments.of("{\"name\":\"x\",\"owner\":\"\\ud800\"}", "invalid_field", "/owner"),
        Arguments.of("{\"name\":\"" + "x".repeat((1 << 20) + 1) + "\"}", "malformed_request", ""),
        Arguments.of("{\"" + "n".repeat(300) + "\":1}", "malformed_request", ""),
        Arguments.of("{\"name\":\"x\",\"owner\":" + "1".repeat(101) + "}", "malformed_request", ""),
        Arguments.of(deep, "malformed_request", ""));
  }

  @ParameterizedTest
  @MethodSource("refusedDocuments")
  void dos03AndAuthz04OddDocumentsAreRefusedWithTheirPlace(
      String body, String code, String pointer) {
    Answer answer = post(MODELS, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.code()).as(answer.text()).isEqualTo(code);
    assertThat(answer.json().path("errors").path(0).path("pointer").asString())
        .as(answer.text())
        .startsWith(pointer);
    assertThat(answer.text()).doesNotContain("tools.jackson", "dev.roster", "Exception");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN", "Infinity", "-Infinity", "1e400", "-1e400", "9007199254740993", "\"0.9\"", "true",
        "[0.9]", "null", "{}", "01", "+1", ".5", "1.", "0x10"
      })
  void in01NumbersThatAreNoneAreRefused(String value) {
    String model = model("numbers");
    post(MODELS + "/" + model + "/versions", "{}");
    String path = MODELS + "/" + model + "/versions/1/metrics";

    Answer answer = post(path, "{\"metrics\":[{\"name\":\"f1\",\"value\":" + value + "}]}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().path("errors").path(0).path("pointer").asString())
        .isEqualTo("/metrics/0/value");
    assertThat(get(path).json().path("items").size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "/step, '\"step\":9007199254740993'",
    "/step, '\"step\":1.5'",
    "/step, '\"step\":9223372036854775808'",
    "/at, '\"at\":\"+10000-01-01T00:00:00Z\"'",
    "/at, '\"at\":\"2026-13-01T00:00:00Z\"'",
    "/at, '\"at\":\"2026-01-01\"'",
    "/at, '\"at\":0'"
  })
  void in01OtherFieldsOfAMetricToo(String pointer, String field) {
    String model = model("fields");
    post(MODELS + "/" + model + "/versions", "{}");
    Answer answer =
        post(
            MODELS + "/" + model + "/versions/1/metrics",
            "{\"metrics\":[{\"name\":\"f1\",\"value\":1," + field + "}]}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().path("errors").path(0).path("pointer").asString())
        .isEqualTo("/metrics/0" + pointer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/yaml",
        "application/xml",
        "application/json;charset=utf-16",
        "application/problem+json",
        "application/merge-patch+json",
        "multipart/form-data;boundary=x",
        "odd"
      })
  void authz04OtherMediaTypesAre415(String type) {
    Answer answer =
        send(
            to(MODELS, ADMIN)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{\"name\":\"typed\"}")));
    assertThat(answer.status()).as(answer.text()).isEqualTo(415);
    assertThat(answer.code()).isEqualTo("unsupported_media_type");
  }

  @Test
  void authz04ABodyInUtf16IsRefused() {
    Answer answer =
        send(
            to(MODELS, ADMIN)
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofByteArray(
                        "{\"name\":\"wide\"}".getBytes(StandardCharsets.UTF_16BE))));
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("malformed_request");
  }

  @Test
  void aCompressedBodyIs415() {
    Answer answer =
        send(with("POST", MODELS, "{\"name\":\"zipped\"}").header("Content-Encoding", "gzip"));
    assertThat(answer.status()).isEqualTo(415);
  }

  @ParameterizedTest
  @CsvSource({
    "?limit=0, 400, invalid_field",
    "?limit=-1, 400, invalid_field",
    "?limit=abc, 400, invalid_field",
    "?limit=1e9, 400, invalid_field",
    "?limit=, 400, invalid_field",
    "?limit=1.0, 400, invalid_field",
    "?limit=2147483648, 200, ''",
    "?limit=9223372036854775808, 200, ''",
    "?limit=201, 200, ''",
    "?limit=1&limit=2, 400, unknown_field",
    "?offset=1, 400, unknown_field",
    "?Limit=1, 400, unknown_field",
    "?cursor=, 400, invalid_cursor",
    "?cursor=abc, 400, invalid_cursor",
    "?cursor=AAAAAAAAAAAAAAAAAAAAAFsiYSJd, 400, invalid_cursor",
    "?cursor=%00, 400, malformed_request",
    "?limit=%zz, 400, malformed_request"
  })
  void dos02OddPagesAreRefusedOrCapped(String query, int status, String code) throws IOException {
    String raw = raw("GET " + MODELS + query + " HTTP/1.1");
    assertThat(raw).startsWith("HTTP/1.1 " + status);
    if (!code.isEmpty()) assertThat(raw).contains("\"code\":\"" + code + "\"");
  }

  /** On routes that look at a parameter before the query is judged, too. */
  @ParameterizedTest
  @CsvSource({
    "'', ?=0.0, unknown_field",
    "'', ?at=2000-01-01T00:00:00Z&=null, unknown_field",
    "'', ?at=%zz, malformed_request",
    "'', ?&&=, unknown_field",
    "/versions/1, ?=0.0, unknown_field",
    "/versions/1, ?%=1, malformed_request",
    "/stages/staging, ?at&=x, unknown_field",
    "/aliases/champion, ?=1, unknown_field",
    "/versions, ?=1, unknown_field",
    "/timeline, ?limit=1&=, unknown_field"
  })
  void dos02ParametersWithoutANameAreRefused(String path, String query, String code)
      throws IOException {
    String model = model("odd");
    post(MODELS + "/" + model + "/versions", "{}");
    String raw = raw("GET " + MODELS + "/" + model + path + query + " HTTP/1.1");
    assertThat(raw).startsWith("HTTP/1.1 400").contains("\"code\":\"" + code + "\"");
  }

  @Test
  void dos02ACursorHoldsForItsListAlone() {
    String a = model("paged"), b = model("paged");
    for (String model : new String[] {a, a, b, b}) post(MODELS + "/" + model + "/versions", "{}");
    Answer page = get(MODELS + "/" + a + "/versions?limit=1");
    String cursor = page.json().path("next").asString();
    assertThat(page.header("Link"))
        .isEqualTo(
            "<" + MODELS + "/" + a + "/versions?limit=1&cursor=" + cursor + ">; rel=\"next\"");
    assertThat(get(MODELS + "/" + a + "/versions?cursor=" + cursor).status()).isEqualTo(200);
    assertThat(get(MODELS + "/" + b + "/versions?cursor=" + cursor).code())
        .isEqualTo("invalid_cursor");
    assertThat(get(MODELS + "?cursor=" + cursor).code()).isEqualTo("invalid_cursor");
    String forged = (cursor.startsWith("A") ? "B" : "A") + cursor.substring(1);
    assertThat(get(MODELS + "/" + a + "/versions?cursor=" + forged).code())
        .isEqualTo("invalid_cursor");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void dos01AnEndlessBodyIs413AndTheHeapStaysFlat(boolean idempotent) throws IOException {
    System.gc();
    long before = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      String head =
          "POST "
              + MODELS
              + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
              + ADMIN
              + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
              + (idempotent ? "Idempotency-Key: endless\r\n" : "")
              + "\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      String answer = sendUntilAnswered(socket);
      assertThat(answer).startsWith("HTTP/1.1 413").contains("too_large");
    }
    System.gc();
    long after = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    assertThat(after - before).isLessThan(32 << 20);
  }

  /** At most 64 MiB, of a body that says of itself no end. */
  private static String sendUntilAnswered(Socket socket) throws IOException {
    byte[] chunk = ("10000\r\n" + " ".repeat(65536) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    InputStream in = socket.getInputStream();
    for (int sent = 0; sent < 1024 && in.available() == 0; sent++) {
      try {
        socket.getOutputStream().write(chunk);
      } catch (IOException closed) { // the answer may still be read
        break;
      }
    }
    StringBuilder answer = new StringBuilder();
    byte[] some = new byte[8192];
    int read;
    while (answer.indexOf("}") < 0 && (read = in.read(some)) >= 0) // the server may not close
    answer.append(new String(some, 0, read, StandardCharsets.UTF_8));
    return answer.toString();
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      String head =
          request
              + "\r\nHost: x\r\nAuthorization: Bearer "
              + ADMIN
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
