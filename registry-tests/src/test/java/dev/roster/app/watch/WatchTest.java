package dev.roster.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WatchTest extends RunningServer {
  private Watcher watch(String query, String token, @Nullable Long lastSeen) {
    return new Watcher(URI.create(at("/api/v1/events" + query)), token, lastSeen);
  }

  private static JsonNode event(Map<String, String> block) {
    assertThat(block).containsOnlyKeys("id", "data");
    return JSON.readTree(block.get("data"));
  }

  @Test
  void aWatcherHearsOfEachChangeAsACloudEvent() throws InterruptedException {
    String model = model("watched");
    try (Watcher watcher = watch("?models=" + model, ADMIN, null)) {
      assertThat(watcher.answer.statusCode()).isEqualTo(200);
      assertThat(watcher.answer.headers().firstValue("Content-Type").orElse(""))
          .isEqualTo("text/event-stream");
      assertThat(watcher.answer.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(watcher.answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(watcher.first()).as("a comment at once").containsOnlyKeys("");
      int version = ready(model);
      move(model, version, "staging");
      JsonNode created = event(watcher.next());
      if (created.path("type").asString().equals("dev.roster.model.created"))
        created = event(watcher.next()); // a stream may begin with what was recorded just before
      assertThat(created.path("type").asString()).isEqualTo("dev.roster.version.created");
      watcher.next();
      watcher.next();
      Map<String, String> last = watcher.next();
      JsonNode moved = event(last);
      assertThat(moved.path("type").asString()).isEqualTo("dev.roster.version.transitioned");
      assertThat(moved.path("subject").asString())
          .isEqualTo("models/%s/versions/%d".formatted(model, version));
      JsonNode entry = get("/api/v1/audit/" + last.get("id")).json();
      assertThat(moved.at("/data/hash")).isEqualTo(entry.path("hash"));
    }
  }

  @Test
  void onlyTheEventsThatAreAskedForAreSent() {
    String model = model("asked");
    String other = model("other");
    try (Watcher watcher = watch("?models=asked-*&types=version.finalized,alias.*", ADMIN, null)) {
      ready(other);
      int version = ready(model);
      send(with("PUT", "/api/v1/models/" + model + "/aliases/a", "{\"version\":" + version + "}"));
      assertThat(event(watcher.next()).at("/data/action").asString())
          .isEqualTo("version.finalized");
      assertThat(event(watcher.next()).at("/data/action").asString()).isEqualTo("alias.moved");
    }
  }

  @Test
  void whatATokenMayNotReadIsNotSent() {
    String mine = model("mine");
    String reader = token("reader", mine);
    try (Watcher watcher = watch("", reader, 0L)) {
      String hidden = model("hidden");
      ready(hidden);
      token("reader", hidden); // an event about no model
      send(with("PATCH", "/api/v1/models/" + mine, "{\"description\":\"last\"}"));
      Map<String, String> block = watcher.next();
      while (!event(block).at("/data/action").asString().equals("model.changed")) {
        assertThat(event(block).at("/data/model").asString()).isEqualTo(mine);
        block = watcher.next();
      }
    }
  }

  @Test
  void badRequestsAreRefused() {
    for (String query :
        new String[] {
          "?types=nope", "?types=", "?models=**", "?models=", "?since=1", "?types=version*"
        }) assertThat(get("/api/v1/events" + query).status()).as(query).isEqualTo(400);
    for (String seen : new String[] {"abc", "-1", "1.5", "9".repeat(19), "0x1"})
      assertThat(send(to("/api/v1/events", ADMIN).header("Last-Event-ID", seen)).status())
          .as(seen)
          .isEqualTo(400);
    assertThat(send("GET", "/api/v1/events", null).status()).isEqualTo(401);
    assertThat(send(to("/api/v1/events", ADMIN).header("Accept", "application/json")).status())
        .isEqualTo(406);
    assertThat(post("/api/v1/events", "{}").status()).isEqualTo(405);
  }

  @Test
  void aHeadOfAStreamEndsAtOnce() {
    Answer head = send("HEAD", "/api/v1/events", ADMIN);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Type")).isEqualTo("text/event-stream");
  }

  /** Within a second, but for a machine that is busy with other tests. */
  private static final Duration SOON = Duration.ofSeconds(3);

  @Test
  void aStreamEndsSoonAfterItsTokenWasRevoked() {
    String model = model("revoked");
    String made =
        post(
                "/api/v1/tokens",
                "{\"name\":\"%s\",\"grants\":[{\"role\":\"reader\",\"models\":\"%s\"}]}"
                    .formatted(model, model))
            .text();
    JsonNode token = JSON.readTree(made);
    try (Watcher watcher = watch("", token.path("token").asString(), null)) {
      send("DELETE", "/api/v1/tokens/" + token.path("id").asString(), ADMIN);
      Map<String, String> block = watcher.next(SOON);
      if (!block.equals(Watcher.END)) block = watcher.next(SOON); // of what was recorded before
      assertThat(block).isEqualTo(Watcher.END);
    }
  }

  /** Nothing is lost, doubled or out of order, wherever the connection breaks. */
  @Test
  void whoComesBackGoesOnAfterTheLastEventWhileOthersWrite() throws InterruptedException {
    String model = model("resumed");
    String path = "/api/v1/models/" + model;
    Thread[] writers = new Thread[3];
    for (int w = 0; w < writers.length; w++) {
      int writer = w;
      writers[w] =
          new Thread(
              () -> {
                for (int n = 0; n < 40; n++)
                  send(with("PATCH", path, "{\"description\":\"%d %d\"}".formatted(writer, n)));
              });
      writers[w].start();
    }
    Random random = new Random(7);
    List<String> heard = new ArrayList<>();
    long last = 0;
    int all = 3 * 40 + 1;
    while (heard.size() < all) {
      try (Watcher watcher = watch("?models=" + model, ADMIN, last)) {
        int some = 1 + random.nextInt(12);
        for (int n = 0; n < some && heard.size() < all; n++) {
          Map<String, String> block = watcher.next();
          heard.add(block.get("id"));
          last = Long.parseLong(block.get("id"));
        }
      }
    }
    for (Thread writer : writers) writer.join();
    List<String> log =
        get("/api/v1/audit?limit=200&model=" + model)
            .json()
            .path("items")
            .valueStream()
            .map(entry -> entry.path("seq").asString())
            .sorted(Comparator.comparing(Long::valueOf))
            .toList();
    assertThat(heard).isEqualTo(log);
  }

  @Test
  void anIdThatTheLogHasNotGivenIsAGap() {
    try (Watcher watcher = watch("", ADMIN, 1_000_000_000L)) {
      Map<String, String> gap = watcher.next();
      assertThat(gap).containsEntry("event", "gap").containsKeys("id", "data");
    }
  }
}
