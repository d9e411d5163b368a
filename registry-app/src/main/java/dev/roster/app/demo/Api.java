package dev.roster.app.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a server's public API, as any client does. */
public final class Api {
  private static final String JSON = "application/json";
  private static final int REFUSED = 400;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final JsonMapper json = JsonMapper.shared();
  private final String server;
  private final String token;

  public Api(String server, String token) {
    this.server = server;
    this.token = token;
  }

  public String server() {
    return server;
  }

  static String text(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Whether the server answers and is ready. */
  public boolean isReady() {
    return answers("/actuator/health/readiness");
  }

  /** Whether the server answers 200 at this path, which needs no token. */
  private boolean answers(String path) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(server + path)).timeout(Duration.ofSeconds(5));
      return send(request.build()).statusCode() == 200;
    } catch (IOException nobodyThere) {
      return false;
    }
  }

  /** Whether nothing exists, or ever existed, at this path. */
  boolean isFree(String path) {
    try {
      return send(request("GET", path, JSON, new byte[0], Map.of())).statusCode() == 404;
    } catch (IOException broken) {
      throw silent(broken);
    }
  }

  public JsonNode get(String path) {
    return call("GET", path, JSON, new byte[0], Map.of());
  }

  public JsonNode post(String path, Object body) {
    return call("POST", path, JSON, json.writeValueAsBytes(body), Map.of());
  }

  JsonNode post(String path, String contentType, byte[] body) {
    return call("POST", path, contentType, body, Map.of());
  }

  public JsonNode put(String path, String contentType, byte[] body, Map<String, String> headers) {
    return call("PUT", path, contentType, body, headers);
  }

  JsonNode put(String path, Object body) {
    return put(path, JSON, json.writeValueAsBytes(body), Map.of());
  }

  void delete(String path) {
    call("DELETE", path, JSON, new byte[0], Map.of());
  }

  private JsonNode call(
      String method, String path, String contentType, byte[] body, Map<String, String> headers) {
    try {
      return answer(method + " " + path, send(request(method, path, contentType, body, headers)));
    } catch (IOException broken) {
      throw silent(broken);
    }
  }

  private HttpRequest request(
      String method, String path, String contentType, byte[] body, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(URI.create(server + "/api/v1" + path))
            .timeout(Duration.ofMinutes(2))
            .header("Authorization", "Bearer " + token)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (body.length > 0) request.header("Content-Type", contentType);
    headers.forEach(request::header);
    return request.build();
  }

  private DemoFailed silent(IOException broken) {
    return new DemoFailed("The server at " + server + " does not answer: " + broken, broken);
  }

  private JsonNode answer(String what, HttpResponse<byte[]> response) {
    byte[] body = response.body();
    JsonNode document = body.length == 0 ? json.createObjectNode() : json.readTree(body);
    if (response.statusCode() < REFUSED) return document;
    String detail = document.path("detail").asString("no reason given");
    throw new DemoFailed(what + ": " + response.statusCode() + ", " + detail);
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new DemoFailed("stopped", stopped);
    }
  }
}
