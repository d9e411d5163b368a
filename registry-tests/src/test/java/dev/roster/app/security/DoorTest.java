package dev.roster.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoorTest extends RunningServer {
  private static void isProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().path("type").asString())
        .isEqualTo("/problems/" + code.replace('_', '-'));
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.json().path("detail").asString()).isNotEmpty();
    assertThat(answer.json().path("traceId").asString()).matches("[0-9a-f]{32}");
    assertThat(answer.text()).doesNotContain("Exception", "dev.roster", "<");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/models",
        "/api/v1/models/",
        "/API/v1/models",
        "/api/v1/models.json",
        "/%61pi/v1/models",
        "/api/v1/Models",
        "/api/v1/nothing",
        "/nothing",
        "/error",
        "/actuator",
        "/actuator/prometheus",
        "/actuator/env",
        "/openapi.json/",
        "/openapi.yaml",
        "/v3/api-docs",
        "/Openapi.json",
        "/problems",
        "/problems/x/y",
        "/actuator/Health"
      })
  void auth01And02WithoutATokenEverySpellingIsClosed(String path) {
    for (String method :
        new String[] {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"}) {
      Answer answer = send(method, path, null);
      assertThat(answer.status()).as(method + " " + path).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
      if (!method.equals("HEAD")) isProblem(answer, 401, "unauthenticated");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator/health",
        "/actuator/health/liveness",
        "/openapi.json",
        "/swagger-ui/index.html",
        "/problems/gate-failed"
      })
  void whatIsOnTheReviewedListIsOpen(String path) {
    assertThat(send("GET", path, null).status()).isEqualTo(200);
    assertThat(send("POST", path, null).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/nothing, 404, not_found",
    "GET, /nothing, 404, not_found",
    "GET, /error, 404, not_found",
    "GET, /api/v1/models/, 404, not_found",
    "GET, /problems/nothing, 404, not_found",
    "PUT, /api/v1/models, 405, method_not_allowed",
    "FOO, /api/v1/models, 405, method_not_allowed",
    "GET, /api/v1/models/none-of-it, 404, model_not_found",
    "GET, /api/v1/models/-odd, 404, model_not_found"
  })
  void whatIsNotThereIsSaidAsAProblem(String method, String path, int status, String code) {
    isProblem(send(method, path, ADMIN), status, code);
  }

  @Test
  void whatCannotBeGivenIs406() {
    isProblem(
        send(to("/api/v1/models", ADMIN).header("Accept", "text/csv")), 406, "not_acceptable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/models/..%2f..%2fetc/passwd",
        "/api/v1/models/..%5cetc",
        "/api/v1/models/%252e%252e",
        "/api/v1/models/%25252e",
        "/api/v1/models/%c0%ae%c0%ae",
        "/api/v1/models/%u002e",
        "/api/v1/models/a;x=1",
        "/%2F%2Fetc",
        "//api/v1/models",
        "/api/v1/./models",
        "/api/v1/.;/models",
        "/api/v1/models/%00",
        "/api/v1\\models",
        "/api/v1/models/%0d%0aX:1",
        "/api/v1/models/%zz"
      })
  void path02OddSpellingsOfAPathAreRefusedByWhoeverSeesThemFirst(String path) throws IOException {
    String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + ADMIN);
    assertThat(answer).startsWith("HTTP/1.1 400");
    if (answer.contains("\r\n\r\n{")) assertThat(answer).contains("application/problem+json");
    assertThat(answer).doesNotContain("<html", "Exception");
  }

  @Test
  void aPathThatTomcatRefusesIsAProblemToo() throws IOException {
    String answer =
        raw(
            "PUT /api/v1/models/a/versions/1/artifacts/..%2fx HTTP/1.1\r\nHost: x\r\nContent-Length: 0");
    assertThat(answer)
        .startsWith("HTTP/1.1 400")
        .containsIgnoringCase("content-type: application/problem+json")
        .containsIgnoringCase("x-content-type-options: nosniff")
        .contains("malformed_request");
  }

  @Test
  void aWrongTokenIs401HoweverItIsSent() {
    for (String header :
        new String[] {
          "Bearer rst_wrong",
          "Bearer",
          "Bearer ",
          "Basic eDp5",
          "Basic !!",
          "Digest x",
          "bearer x y",
          "Bearer " + "a".repeat(6000)
        }) {
      isProblem(
          send(to("/api/v1/models", null).header("Authorization", header)), 401, "unauthenticated");
    }
  }

  @Test
  void theTokenIsTakenAsThePasswordToo() {
    String basic =
        java.util.Base64.getEncoder()
            .encodeToString(("anybody:" + ADMIN).getBytes(StandardCharsets.UTF_8));
    assertThat(send(to("/api/v1/models", null).header("Authorization", "Basic " + basic)).status())
        .isEqualTo(200);
  }

  @Test
  void aTokenThatReadsAllModelsReadsTheMetricsAndNoOther() {
    assertThat(send("GET", "/actuator/prometheus", token("reader", "*")).status()).isEqualTo(200);
    isProblem(send("GET", "/actuator/prometheus", token("reader", "housing*")), 403, "forbidden");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write((request + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
