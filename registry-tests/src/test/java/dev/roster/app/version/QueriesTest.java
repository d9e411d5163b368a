package dev.roster.app.version;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.roster.app.RunningServer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** How many statements a call takes: a list's number does not grow with its length. */
class QueriesTest extends RunningServer {
  private static final String MODELS = "/api/v1/models";

  /** The statements that the server sends while {@code call} runs, other than its jobs'. */
  private int statements(Runnable call) {
    Logger logger =
        (Logger) LoggerFactory.getLogger("dev.roster.app.database.RetryingJdbcTemplate");
    AtomicInteger seen = new AtomicInteger();
    Set<String> jobs = ConcurrentHashMap.newKeySet();
    AppenderBase<ILoggingEvent> counting =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            if (!event.getFormattedMessage().startsWith("Executing prepared SQL statement")) return;
            if (event.getThreadName().matches(".*(scheduling|scheduler).*"))
              jobs.add(event.getThreadName());
            else seen.incrementAndGet();
          }
        };
    counting.setContext(logger.getLoggerContext());
    counting.start();
    Level before = logger.getLevel();
    logger.setLevel(Level.DEBUG);
    logger.setAdditive(false);
    logger.addAppender(counting);
    try {
      call.run();
    } finally {
      logger.detachAppender(counting);
      logger.setAdditive(true);
      logger.setLevel(before);
    }
    return seen.get();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/transitions", "/versions", "/versions?filter=tags.a=b", "/monitors"})
  void aListTakesAsManyQueriesForManyAsForFew(String list) {
    String model = model("counted");
    for (int i = 0; i < 2; i++) filled(model, i);
    String path = MODELS + "/" + model + list;
    assertThat(get(path).status()).isEqualTo(200); // and whatever is remembered is
    int few = statements(() -> get(path));
    for (int i = 2; i < 12; i++) filled(model, i);

    int many = statements(() -> get(path));

    assertThat(many).as("N+1").isEqualTo(few);
    assertThat(many).isBetween(1, 4);
  }

  private void filled(String model, int number) {
    int version = ready(model);
    String path = MODELS + "/" + model + "/versions/" + version;
    send(with("PATCH", path, "{\"tags\":{\"a\":\"b\"}}"));
    post(path + "/metrics", "{\"metrics\":[{\"name\":\"m\",\"value\":1}]}");
    move(model, version, "staging");
    send(
        with("PUT", MODELS + "/" + model + "/aliases/a" + number, "{\"version\":" + version + "}"));
    post(
        MODELS + "/" + model + "/monitors",
        "{\"name\":\"m%d\",\"kind\":\"drift\",\"version\":%d,\"window\":\"P1D\",\"every\":\"PT1H\"}"
            .formatted(number, version));
  }

  @Test
  void searchesOverAllModelsToo() {
    for (String path : List.of("/api/v1/versions", MODELS, "/api/v1/audit", "/api/v1/incidents")) {
      get(path);
      int few = statements(() -> get(path + "?limit=1"));
      String model = model("more");
      for (int i = 0; i < 5; i++) ready(model);
      get(path); // the first reader of the audit log numbers what is new
      assertThat(statements(() -> get(path + "?limit=200"))).as(path).isEqualTo(few);
    }
  }

  @Test
  void resolveTakesFew() {
    String model = model("resolved");
    move(model, ready(model), "staging");
    String path = "/api/v1/resolve/" + model + "@staging";
    get(path);
    assertThat(statements(() -> assertThat(get(path).status()).isEqualTo(200))).isBetween(1, 4);
  }
}
