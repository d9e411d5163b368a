package dev.roster.app.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** INJ-17: a head that a proxy may read in another way is refused, and the connection closed. */
class OddHeadTest extends RunningServer {
  private static final String GET = "GET /api/v1/models HTTP/1.1\r\nHost: x\r\n";
  private static final String POST =
      "POST /api/v1/models HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

  private String authorized(String head) {
    return head + "Authorization: Bearer " + ADMIN + "\r\n";
  }

  private String answer(String request) throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      return connection.send(request).answer();
    }
  }

  private void isRefused(String request, int status, String code) throws IOException {
    assertThat(answer(request))
        .as(request.length() < 300 ? request : request.substring(0, 300))
        .startsWith("HTTP/1.1 " + status + " ")
        .containsIgnoringCase("content-type: application/problem+json")
        .containsIgnoringCase("connection: close")
        .contains("\"code\":\"" + code + "\"")
        .doesNotContain("Exception", "<html");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-F: a\r\n b\r\n",
        "X-F: a\r\n\tb\r\n",
        "X-F: a\r\n \r\n",
        "X-F:\r\n  b\r\n",
        "X-F:    a\r\n bcdefgh\r\n",
        " X-F: a\r\n",
        "X-F: a\n",
        "X-F: a\n b\r\n",
        "X-F: a\rb\r\n",
        "X-F : a\r\n",
        "X-F\r\n",
        ": a\r\n"
      })
  void inj17AHeaderOnSeveralLinesOrWithABareEndOfLineIsRefused(String header) throws IOException {
    isRefused(authorized(GET) + header + "\r\n", 400, "malformed_request");
    isRefused(
        GET + header + "Authorization: Bearer " + ADMIN + "\r\n\r\n", 400, "malformed_request");
  }

  @ParameterizedTest
  @CsvSource({
    "a%5Cb, %5C, 17",
    "a%00b, %00, 17",
    "%FF, %FF, 16",
    "caf%C3%A9%c3, %c3, 25",
    "a%c0%af, %c0, 17",
    "a%, %, 17",
    "a%4, %, 17",
    "a;b, ;, 17"
  })
  void path02AWrongCharacterOfThePathIsNamedWithItsPlace(String name, String odd, int place)
      throws IOException {
    assertThat(answer("GET /api/v1/models/" + name + " HTTP/1.1\r\nHost: x\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("'%s' at character %d".formatted(odd, place));
  }

  @Test
  void inj17LinesThatEndWithoutCrAreRefused() throws IOException {
    String request = authorized(GET) + "\r\n";
    isRefused(request.replace("\r\n", "\n"), 400, "malformed_request");
    isRefused(request.replaceFirst("\r\n", "\n"), 400, "malformed_request");
    isRefused(request.substring(0, request.length() - 2) + "\n", 400, "malformed_request");
  }

  @Test
  void inj17AnOddHeadThatFollowsAGoodOneOnTheConnectionIsRefusedToo() throws IOException {
    String answers =
        answer(authorized(GET) + "\r\n" + authorized(GET) + "X-F: a\r\n b\r\n" + "\r\n");
    assertThat(answers).startsWith("HTTP/1.1 200 ").contains("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-F: a  \t\r\n", "X-F:\r\n", "X-F:  \r\n", "X-F:a\r\n", "X-F: a b\r\n"})
  void plainHeadersAreTaken(String header) throws IOException {
    assertThat(answer(authorized(GET) + header + "Connection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aRequestMayNameTheWholeUrl() throws IOException {
    assertThat(
            answer(authorized(GET.replace("GET /", "GET http://x/")) + "Connection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x",
        "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
        "Content-Length: 2,2\r\n\r\n{}",
        "Content-Length: +2\r\n\r\n{}",
        "Content-Length: -2\r\n\r\n{}",
        "Content-Length: \r\n\r\n{}",
        "Content-Length: 0x2\r\n\r\n{}",
        "Content-Length: 99999999999999999999\r\n\r\n{}",
        "Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: identity\r\n\r\n{}",
        "Transfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: \r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2\r\n{}xx0\r\n\r\n"
      })
  void inj17ABodyWhoseEndIsNotClearIsRefused(String framing) throws IOException {
    isRefused(authorized(POST) + framing, 400, "malformed_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/9.9", "HTTP/2.0", "HTTP/1.2", "HTTP/0.9", "HTTP/1"})
  void aVersionOfHttpThatIsNotSpokenIs505(String version) throws IOException {
    isRefused(GET.replace("HTTP/1.1", version) + "\r\n", 505, "http_version_unsupported");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v1/models\r\n",
        "GET /actuator/health\n",
        "GET /api/v1/models \r\nHost: x\r\n\r\n",
        "GET /api/v1/models HTTPS/1.1\r\nHost: x\r\n\r\n",
        "GET /api/v1/models http/1.1\r\nHost: x\r\n\r\n",
        "G\u0001T /api/v1/models HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /api/v1/models HTTP/1.1\r\n\r\n",
        "GET /api/v1/models HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"
      })
  void aRequestLineThatIsNoneIs400(String head) throws IOException {
    isRefused(head, 400, "malformed_request");
  }

  @Test
  void whatIsTooLongIsSaidByItsName() throws IOException {
    String longer = "a".repeat(40_000);
    isRefused(authorized(GET.replace("models", longer)) + "\r\n", 414, "uri_too_long");
    isRefused("GET /" + longer.repeat(50), 414, "uri_too_long");
    isRefused(authorized(GET) + "X-F: " + longer + "\r\n\r\n", 431, "headers_too_large");
    isRefused(authorized(GET) + "X-F: a\r\n".repeat(150) + "\r\n", 431, "headers_too_large");
  }

  @ParameterizedTest
  @CsvSource({
    "false, 100, 401",
    "true, 99999999, 413",
  })
  void whoIsRefusedIsNotAskedToSendTheBody(boolean known, long length, int status)
      throws IOException {
    String head = known ? authorized(POST) : POST;
    assertThat(answer(head + "Expect: 100-continue\r\nContent-Length: " + length + "\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status + " ")
        .containsIgnoringCase("connection: close");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/json; charset=utf-16", "nonsense"})
  void aBodyOfAnotherTypeIsNotAskedFor(String type) throws IOException {
    String head = authorized(POST).replaceFirst("(?i)content-type: [^\r]*\r\n", "");
    assertThat(
            answer(
                head
                    + ("Content-Type: %s\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n"
                        .formatted(type))))
        .startsWith("HTTP/1.1 415 ")
        .contains("application/json");
    assertThat(
            answer(
                head
                    + ("Content-Type: %s\r\nExpect: 100-continue\r\nIdempotency-Key: other-type\r\nContent-Length: 9\r\n\r\n"
                        .formatted(type))))
        .startsWith("HTTP/1.1 415 ")
        .contains("application/json");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/models/no-such-model/versions, , 404",
    "/api/v1/models/no-such-model, , 405",
    "/api/v1/models, Content-Range: bytes 0-1/2, 400",
    "/api/v1/models?dryrun=true, , 400",
  })
  void whoIsRefusedByTheHeadIsNotAskedForTheBodyOfACallWithAKey(
      String path, String header, int status) throws IOException {
    assertThat(
            answer(
                authorized(POST).replace("/api/v1/models", path)
                    + (header == null ? "" : header + "\r\n")
                    + "Idempotency-Key: by-head\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status + " ")
        .containsIgnoringCase("content-type: application/problem+json");
  }

  @Test
  void aCallWithAKeyThatWaitsToBeAskedHasOneAnswer() throws IOException {
    String name = model("expected");
    String call =
        authorized(POST).replace("/models", "/models/" + name + "/versions")
            + "Idempotency-Key: expected-1\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 2\r\n\r\n";
    String first = expected(call);
    assertThat(first).startsWith("HTTP/1.1 201 ");
    assertThat(send("DELETE", "/api/v1/models/" + name, ADMIN).status()).isEqualTo(204);
    assertThat(expected(call))
        .startsWith("HTTP/1.1 201 ")
        .containsIgnoringCase("idempotency-replayed: true");
  }

  private String expected(String call) throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(call);
      assertThat(connection.answerUpTo("\r\n\r\n")).startsWith("HTTP/1.1 100");
      return connection.send("{}").answer();
    }
  }

  @Test
  void whoIsTakenIsAskedToSendTheBody() throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(
          authorized(POST)
              + "Expect: 100-continue\r\nConnection: close\r\nContent-Length: 2\r\n\r\n");
      assertThat(connection.answerUpTo("\r\n\r\n")).startsWith("HTTP/1.1 100");
      assertThat(connection.send("{}").answer()).startsWith("HTTP/1.1 400 ").contains("/name");
    }
  }
}
