package dev.roster.app.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.settings.Settings;
import dev.roster.storage.Engines;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server on engines of the operator's, and what it says when one of them is away. */
class EnginesAwayTest {
  private static final String TOKEN = "away-admin-token-0123456789abcdefghij";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void ops01WithoutTheDatabaseItIsAliveAndNotReadyWithoutTheStoreReadyAndDegraded()
      throws Exception {
    Engines.Database database = Engines.database();
    Engines.Bucket bucket = Engines.bucket();
    try (Relay toDatabase = Relay.before(database.url());
        Relay toStore = Relay.before(bucket.endpoint());
        RosterServer server =
            RosterServer.start(
                settings(database, bucket, toDatabase.in(database.url()), toStore))) {
      String health = server.url() + "/actuator/health";
      assertThat(get(health + "/readiness")).isEqualTo("200 UP");

      toDatabase.cut();
      assertThat(get(health + "/readiness")).isEqualTo("503 DOWN");
      assertThat(get(health + "/liveness")).isEqualTo("200 UP");
      assertThat(get(server.url() + "/api/v1/models")).startsWith("503");
      toDatabase.mend();
      assertThat(soon(health + "/readiness", "200 UP")).isTrue();

      toStore.cut();
      assertThat(get(health + "/readiness")).isEqualTo("200 DEGRADED");
      assertThat(get(health + "/liveness")).isEqualTo("200 UP");
      assertThat(get(server.url() + "/api/v1/models")).startsWith("200");
      toStore.mend();
      assertThat(soon(health + "/readiness", "200 UP")).isTrue();
    }
    assertThat(Files.list(folder))
        .as("nothing embedded was made")
        .containsExactly(folder.resolve("tmp"));
  }

  private Settings settings(
      Engines.Database database, Engines.Bucket bucket, String databaseUrl, Relay toStore) {
    return Settings.load(
        Map.ofEntries(
            Map.entry("roster.port", "0"),
            Map.entry("roster.data-dir", folder.toString()),
            Map.entry("roster.admin-token", TOKEN),
            Map.entry("roster.datasource.url", databaseUrl),
            Map.entry("roster.datasource.username", database.username()),
            Map.entry("roster.datasource.password", database.password()),
            Map.entry("roster.s3.endpoint", toStore.in(bucket.endpoint())),
            Map.entry("roster.s3.bucket", bucket.name()),
            Map.entry("roster.s3.access-key", bucket.accessKey()),
            Map.entry("roster.s3.secret-key", bucket.secretKey())),
        null);
  }

  /** Asks again and again; an answer without the database takes the pool's three seconds. */
  private static boolean soon(String url, String answer) throws IOException, InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < limit) if (get(url).equals(answer)) return true;
    return false;
  }

  private static String get(String url) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + TOKEN)
                .build(),
            BodyHandlers.ofString());
    String status = answer.body().replaceFirst("(?s).*\"status\":\"([A-Z]+)\".*", "$1");
    return answer.statusCode() + " " + status;
  }
}
