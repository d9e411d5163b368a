package dev.roster.app;

import dev.roster.app.database.SchemaMigration;
import dev.roster.storage.Engines;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server on real engines, and plain HTTP to it. All tests that extend it share one. */
@SpringBootTest(classes = Roster.class, webEnvironment = WebEnvironment.RANDOM_PORT)
public abstract class RunningServer {
  protected static final String ADMIN = "test-admin-token-0123456789abcdefghij";
  protected static final Engines.Database DATABASE = Engines.database();
  protected static final Engines.Bucket BUCKET = Engines.bucket();

  /** Between the server and its store; who cuts it mends it. */
  protected static final Wire STORE = new Wire(BUCKET.endpoint());

  protected static final JsonMapper JSON = JsonMapper.builder().build();

  @LocalServerPort protected int port;
  @Autowired protected JdbcClient jdbc;

  static {
    SchemaMigration.migrate(DATABASE.url(), DATABASE.username(), DATABASE.password());
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) {
    settings.add("roster.datasource.url", DATABASE::url);
    settings.add("roster.datasource.username", DATABASE::username);
    settings.add("roster.datasource.password", DATABASE::password);
    settings.add("roster.s3.endpoint", STORE::endpoint);
    settings.add("roster.s3.bucket", BUCKET::name);
    settings.add("roster.s3.access-key", BUCKET::accessKey);
    settings.add("roster.s3.secret-key", BUCKET::secretKey);
    settings.add("roster.s3.region", BUCKET::region);
    settings.add("roster.admin-token", () -> ADMIN);
    settings.add("roster.temp-dir", () -> "target/tmp");
    settings.add("roster.webhooks.allow", () -> "127.0.0.1"); // where receivers of tests are
  }

  /** Mends the way to the store, and lets the server find out. */
  protected void mendStore() {
    STORE.mend();
    String readiness = get("/actuator/health/readiness").text();
    if (readiness.contains("DEGRADED")) throw new IllegalStateException(readiness);
  }

  /** An answer with its body as text and as JSON. */
  public record Answer(int status, java.net.http.HttpHeaders headers, String text) {
    public JsonNode json() {
      return JSON.readTree(text);
    }

    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    public String code() {
      return json().path("code").asString("");
    }
  }

  protected HttpRequest.Builder to(String path, @Nullable String token) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(at(path)));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  protected String at(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  protected Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = SharedHttpClient.send(request.build());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException failed) {
      throw new IllegalStateException("no answer", failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  protected Answer get(String path) {
    return send(to(path, ADMIN));
  }

  protected Answer post(String path, String json) {
    return send(with("POST", path, json));
  }

  protected HttpRequest.Builder with(String method, String path, String json) {
    return to(path, ADMIN)
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(json));
  }

  protected Answer send(String method, String path, @Nullable String token) {
    BodyPublisher none = BodyPublishers.noBody();
    return send(to(path, token).method(method, none));
  }

  /** The administrator's client, whose steps must succeed. */
  protected Client client() {
    return new Client(at(""), ADMIN);
  }

  /** A model of a name of its own. */
  protected String model(String prefix) {
    return client().model(prefix + "-" + UUID.randomUUID().toString().substring(0, 8)).name();
  }

  /** A draft of the model with one small file; its number. */
  protected int draft(String model) {
    return client().existing(model).version().number();
  }

  /** A READY version of the model; its number. */
  protected int ready(String model) {
    return client().existing(model).version().ready().number();
  }

  protected Answer move(String model, int number, String to) {
    return post(
        "/api/v1/models/%s/versions/%d/transitions".formatted(model, number),
        "{\"to\":\"%s\",\"reason\":\"because\"}".formatted(to));
  }

  /** The secret of a fresh token. */
  protected String token(String role, String models) {
    Answer made =
        post(
            "/api/v1/tokens",
            "{\"name\":\"t-%s\",\"grants\":[{\"role\":\"%s\",\"models\":\"%s\"}]}"
                .formatted(UUID.randomUUID(), role, models));
    if (made.status() != 201) throw new IllegalStateException(made.text());
    return made.json().path("token").asString();
  }
}
