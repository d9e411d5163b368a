package dev.roster.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.OwnServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two servers on one database; the second has small limits. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchedServersTest {
  private OwnServer first;
  private OwnServer second;

  @BeforeAll
  void start() {
    first = OwnServer.with(Map.of("roster.watch.replay", "1ms"));
    second =
        OwnServer.on(
            first.database(),
            Map.of("roster.watch.max-per-token", "3", "roster.watch.write-timeout", "1s"));
  }

  @AfterAll
  void stop() {
    first.close();
    second.close();
  }

  private static Watcher watch(OwnServer server, String query, @Nullable Long lastSeen) {
    return new Watcher(server.at("/api/v1/events" + query), OwnServer.TOKEN, lastSeen);
  }

  private void model(String name) {
    assertThat(first.send("POST", "/api/v1/models", "{\"name\":\"%s\"}".formatted(name)).status())
        .isEqualTo(201);
  }

  @Test
  void aChangeOnAnotherServerIsHeard() {
    try (Watcher watcher = watch(second, "?models=elsewhere", null)) {
      model("elsewhere");
      assertThat(watcher.next().get("data")).contains("dev.roster.model.created");
    }
  }

  @Test
  void whatIsTooOldToBeSentIsAGap() {
    model("old");
    model("older");
    try (Watcher watcher = watch(first, "", 1L)) {
      assertThat(watcher.next()).containsEntry("event", "gap");
      model("afterwards");
      assertThat(watcher.next().get("data")).contains("\"afterwards\"");
    }
  }

  @Test
  void tooManyWatchersOfATokenAreRefused() {
    while (waiters() > 0) Thread.onSpinWait(); // those of other tests, which have gone
    try (Watcher one = watch(second, "", null);
        Watcher two = watch(second, "", null);
        Watcher three = watch(second, "", null);
        Watcher four = watch(second, "", null)) {
      assertThat(three.answer.statusCode()).isEqualTo(200);
      assertThat(four.answer.statusCode()).isEqualTo(429);
      assertThat(four.answer.headers().firstValue("Retry-After")).isPresent();
    }
    while (waiters() > 0) Thread.onSpinWait();
  }

  private double waiters() {
    return metric("roster_watch_waiters{kind=\"events\"}");
  }

  private double metric(String name) {
    return second
        .send("GET", "/actuator/prometheus", "")
        .text()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Test
  void aWatcherThatTakesNothingIsCutAndHoldsUpNobody() throws IOException {
    model("slow");
    double before = metric("roster_watch_cut_total");
    try (Socket slow = new Socket();
        Watcher quick = watch(second, "?models=slow&types=model.changed", null)) {
      slow.setReceiveBufferSize(4 << 10);
      slow.connect(new InetSocketAddress("127.0.0.1", second.at("/").getPort()));
      slow.getOutputStream()
          .write(
              ("GET /api/v1/events?models=slow HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                      + OwnServer.TOKEN
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String large = "x".repeat(9_000);
      for (int n = 0; metric("roster_watch_cut_total") == before; n++) {
        String text = "{\"description\":\"%d %s\"}".formatted(n, large);
        first.send(first.to("PATCH", "/api/v1/models/slow", text));
        assertThat(quick.next().get("data")).contains(n + " xxx");
      }
    }
    while (waiters() > 0) Thread.onSpinWait();
  }

  @Test
  void aServerThatStopsEndsItsStreamsInOrder() {
    OwnServer third = OwnServer.on(first.database(), Map.of());
    try (Watcher watcher = watch(third, "", null)) {
      third.close();
      assertThat(watcher.next()).isEqualTo(Watcher.END);
      assertThat(watcher.brokeOff).isFalse();
    }
  }
}
