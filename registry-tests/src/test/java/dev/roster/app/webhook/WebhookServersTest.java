package dev.roster.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roster.app.Client;
import dev.roster.app.OwnServer;
import dev.roster.app.RunningServer.Answer;
import dev.roster.app.ServerProcess;
import dev.roster.app.webhook.Receiver.Received;
import dev.roster.app.webhook.Receiver.Reply;
import dev.roster.storage.Engines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Servers that share the work, that are killed, and that have receivers which never answer. */
class WebhookServersTest {
  private static final String TOKEN = "own-admin-token-0123456789abcdefghij";
  private static final int MODELS = 8;
  private static final int VERSIONS = 6;
  private static final int HANGING = 1_000;

  @TempDir Path folder;

  private static ServerProcess server(Engines.Database database, Engines.Bucket bucket, Path folder)
      throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("ROSTER_ADMIN_TOKEN", TOKEN);
    environment.put("ROSTER_DATASOURCE_URL", database.url());
    environment.put("ROSTER_DATASOURCE_USERNAME", database.username());
    environment.put("ROSTER_DATASOURCE_PASSWORD", database.password());
    environment.put("ROSTER_S3_ENDPOINT", bucket.endpoint());
    environment.put("ROSTER_S3_BUCKET", bucket.name());
    environment.put("ROSTER_S3_ACCESS_KEY", bucket.accessKey());
    environment.put("ROSTER_S3_SECRET_KEY", bucket.secretKey());
    environment.put("ROSTER_S3_REGION", bucket.region());
    environment.put("ROSTER_WEBHOOKS_ALLOW", "127.0.0.1");
    return ServerProcess.start(folder, environment);
  }

  private static HttpResponse<String> post(String url, String json) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.ofString());
  }

  private static String webhook(String url, String models) {
    return "{\"name\":\"ci\",\"url\":\"%s\",\"events\":[\"version.created\"],\"models\":\"%s\"}"
        .formatted(url, models);
  }

  @Test
  void wh01TwoServersShareTheWorkAndOneThatIsKilledLosesNothing() throws Exception {
    Engines.Database database = Engines.database();
    Engines.Bucket bucket = Engines.bucket();
    Random random = new Random(3);
    Set<String> ids = ConcurrentHashMap.newKeySet();
    List<Received> accepted = new CopyOnWriteArrayList<>();
    try (Receiver receiver = new Receiver();
        ServerProcess one = server(database, bucket, folder.resolve("one"))) {
      receiver.replying(
          received -> {
            if (random.nextInt(10) == 0) return Reply.of(500);
            if (ids.add(received.id())) accepted.add(received);
            return Reply.of(200);
          });
      assertThat(one.url()).isNotEmpty();
      try (ServerProcess two = server(database, bucket, folder.resolve("two"))) {
        assertThat(
                post(one.url() + "/api/v1/webhooks", webhook(receiver.url(), "m-*")).statusCode())
            .isEqualTo(201);
        for (int model = 0; model < MODELS; model++)
          new Client(two.url(), TOKEN).model("m-" + model);
        for (int version = 1; version <= VERSIONS; version++) {
          for (int model = 0; model < MODELS; model++) {
            String url = (version > VERSIONS / 2 || model % 2 == 0 ? two : one).url();
            assertThat(post(url + "/api/v1/models/m-" + model + "/versions", "{}").statusCode())
                .isEqualTo(201);
          }
          if (version == VERSIONS / 2) one.kill();
        }
        await().atMost(Duration.ofSeconds(120)).until(() -> ids.size() == MODELS * VERSIONS);
      }
    }
    for (int model = 0; model < MODELS; model++) {
      String name = "m-" + model;
      assertThat(accepted.stream().filter(received -> received.model().equals(name)).toList())
          .extracting(received -> received.json().path("data").path("version").asInt())
          .as(name)
          .containsExactlyElementsOf(IntStream.rangeClosed(1, VERSIONS).boxed().toList());
    }
  }

  @Test
  void wh01AServerThatStopsGivesUpWhatIsNotAnswered() throws Exception {
    Engines.Database database = Engines.database();
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (Receiver receiver = new Receiver()) {
      receiver.replying(
          received -> {
            asked.countDown();
            hold(end);
            return Reply.of(204);
          });
      try (OwnServer server =
          OwnServer.on(database, Map.of("roster.webhooks.allow", "127.0.0.1"))) {
        server.send("POST", "/api/v1/webhooks", webhook(receiver.url(), "m"));
        server.send("POST", "/api/v1/models", "{\"name\":\"m\"}");
        server.send("POST", "/api/v1/models/m/versions", "{}");
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
      }
      end.countDown();
    }
    assertThat(
            JdbcClient.create(database.dataSource())
                .sql("select count(*) from webhook_lane where not sending and due_at <= now()")
                .query(Integer.class)
                .single())
        .as("lanes that another server sends at once")
        .isOne();
  }

  private static void hold(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void ssrf01WhatOperatorsAllowIsInTheAuditLogWheneverItChanges() {
    Engines.Database database = Engines.database();
    allowed(database, "hooks.internal,10.1.0.0/16", 1);
    allowed(database, "10.1.0.0/16,hooks.internal", 1); // the same
    assertThat(allowed(database, "127.0.0.1", 2))
        .extracting(entry -> entry.at("/detail/allow").toString())
        .containsExactly("[\"127.0.0.1\"]", "[\"10.1.0.0/16\",\"hooks.internal\"]");
    assertThat(allowed(database, "", 3).get(0).at("/detail/allow").isEmpty()).isTrue();
  }

  /** Starts a server with this list, and reads what was recorded. */
  private static List<JsonNode> allowed(Engines.Database database, String list, int entries) {
    try (OwnServer server = OwnServer.on(database, Map.of("roster.webhooks.allow", list))) {
      await().atMost(Duration.ofSeconds(30)).until(() -> recorded(server).size() >= entries);
      return recorded(server);
    }
  }

  private static List<JsonNode> recorded(OwnServer server) {
    return server
        .send("GET", "/api/v1/audit?action=webhook.allowed", "")
        .json()
        .path("items")
        .valueStream()
        .toList();
  }

  @Test
  void dos14TheNumberOfWebhooksIsLimitedAlsoForThoseWhoAskAtOnce() {
    try (OwnServer server =
        OwnServer.with(Map.of("roster.webhooks.per-token", "3", "roster.webhooks.total", "4"))) {
      List<Integer> statuses =
          IntStream.range(0, 12)
              .parallel()
              .mapToObj(
                  i ->
                      server
                          .send("POST", "/api/v1/webhooks", webhook("https://none.invalid/", "*"))
                          .status())
              .toList();
      assertThat(statuses).containsOnly(201, 409);
      assertThat(statuses.stream().filter(status -> status == 201)).hasSize(3);
      Answer refused =
          server.send("POST", "/api/v1/webhooks", webhook("https://none.invalid/", "*"));
      assertThat(refused.code()).isEqualTo("limit_reached");
      assertThat(refused.text()).contains("roster.webhooks.per-token");
    }
  }

  @Test
  void ssrf07AThousandReceiversThatNeverAnswerDelayNoOther() throws Exception {
    List<Socket> open = new ArrayList<>();
    try (ServerSocket silent = new ServerSocket(0, 1_000, InetAddress.getByName("127.0.0.1"));
        Receiver good = new Receiver();
        OwnServer server = OwnServer.with(Map.of("roster.webhooks.allow", "127.0.0.1"))) {
      Thread accepting =
          new Thread(
              () -> {
                try {
                  while (true) open.add(silent.accept());
                } catch (IOException closed) {
                  // the test has ended
                }
              });
      accepting.setDaemon(true);
      accepting.start();
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/";
      for (int i = 0; i < HANGING; i++) {
        if (i == HANGING / 2)
          assertThat(server.send("POST", "/api/v1/webhooks", webhook(good.url(), "*")).status())
              .isEqualTo(201);
        assertThat(server.send("POST", "/api/v1/webhooks", webhook(url, "*")).status())
            .isEqualTo(201);
      }
      for (int model = 0; model < 5; model++)
        server.send("POST", "/api/v1/models", "{\"name\":\"m-%d\"}".formatted(model));
      int threads = Thread.activeCount();
      for (int version = 1; version <= 8; version++)
        for (int model = 0; model < 5; model++) {
          String name = "m-" + model;
          int number = version;
          assertThat(server.send("POST", "/api/v1/models/" + name + "/versions", "{}").status())
              .isEqualTo(201);
          await().atMost(Duration.ofSeconds(5)).until(() -> good.of(name).size() == number);
        }
      assertThat(open).hasSizeGreaterThanOrEqualTo(HANGING);
      assertThat(Thread.activeCount()).isLessThan(threads + 60);
      for (Socket one : open) one.close();
    }
  }
}
