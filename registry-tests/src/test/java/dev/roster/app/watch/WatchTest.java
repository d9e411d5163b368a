package dev.roster.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.net.URI;
import java.util.Map;
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
}
