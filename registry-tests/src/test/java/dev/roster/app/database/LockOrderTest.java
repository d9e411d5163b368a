package dev.roster.app.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * DB-05: locks have one order, so no two calls wait for each other. The stores assert it of each
 * transaction (see storage.lock.Lock), and PostgreSQL counts what came of it.
 */
class LockOrderTest extends RunningServer {
  private static final int CLIENTS = 12;
  private static final int CALLS = 60;
  private static final List<String> STAGES = List.of("staging", "production", "none", "retired");

  @Test
  void db05ARandomWalkOfManyClientsHasNoDeadlock() throws Exception {
    List<String> models = IntStream.range(0, 3).mapToObj(i -> model("walk")).toList();
    for (String model : models) {
      for (int i = 0; i < 4; i++) ready(model);
      monitor(model);
    }
    long before = deadlocks();
    Map<String, Integer> seen = new TreeMap<>();
    ConcurrentLinkedQueue<String> odd = new ConcurrentLinkedQueue<>();
    ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> clients = new ArrayList<>();
      for (int c = 0; c < CLIENTS; c++) {
        Random random = new Random(c);
        clients.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < CALLS; i++) {
                    Answer answer = step(random, models);
                    synchronized (seen) {
                      seen.merge(String.valueOf(answer.status()), 1, Integer::sum);
                    }
                    if (answer.status() >= 500 || answer.text().contains("\"conflict\""))
                      odd.add(answer.text());
                  }
                }));
      }
      for (Future<?> client : clients) client.get();
    } finally {
      pool.shutdownNow();
    }
    assertThat(odd).as(seen.toString()).isEmpty();
    assertThat(seen).as("calls that did something").containsKeys("200", "201");
    assertThat(deadlocks()).isEqualTo(before);
  }

  @Test
  void db05TwoPurgesOfTheSameBytesHaveNoDeadlock() throws Exception {
    String one = model("purged"), other = model("purged");
    jdbc.sql(
            """
            insert into blob (sha256, size, key, created_at)
            select encode(sha256(convert_to(:salt || i, 'UTF8')), 'hex'), 1, 'blobs/' || :salt || i, now()
            from generate_series(1, 3000) i
            """)
        .param("salt", one)
        .update();
    sharing(one, one, "asc");
    sharing(other, one, "desc");
    long before = deadlocks();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Future<Answer>> purges = new ArrayList<>();
      for (String model : List.of(one, other))
        purges.add(pool.submit(() -> post("/api/v1/models/" + model + "/purge", "")));
      for (Future<Answer> purge : purges)
        assertThat(purge.get().status()).as(purge.get().text()).isEqualTo(204);
    } finally {
      pool.shutdownNow();
    }
    assertThat(deadlocks()).isEqualTo(before);
  }

  /** A deleted model with a draft that has the blobs, in that order. */
  private void sharing(String model, String salt, String order) {
    post("/api/v1/models/" + model + "/versions", "{}");
    jdbc.sql(
            """
            insert into artifact (version_id, path, path_key, blob_id, created_at, created_by)
            select v.id, b.key, b.key, b.id, now(), 'test' from version v
            join model m on m.id = v.model_id and m.name = :model
            join blob b on b.key like 'blobs/' || :salt || '%%' order by b.id %s
            """
                .formatted(order))
        .param("model", model)
        .param("salt", salt)
        .update();
    assertThat(send("DELETE", "/api/v1/models/" + model, ADMIN).status()).isEqualTo(204);
  }

  private Answer step(Random random, List<String> models) {
    String model = models.get(random.nextInt(models.size()));
    String path = "/api/v1/models/" + model;
    int number = 1 + random.nextInt(4);
    String version = path + "/versions/" + number;
    return switch (random.nextInt(10)) {
      case 0 -> post(path + "/versions", "{}");
      case 1 -> send(with("PATCH", path, "{\"description\":\"" + random.nextInt() + "\"}"));
      case 2 -> send(with("PATCH", version, "{\"tags\":{\"n\":\"" + random.nextInt() + "\"}}"));
      case 3 -> post(version + "/metrics", "{\"metrics\":[{\"name\":\"m\",\"value\":1}]}");
      case 4, 5 -> move(model, number, STAGES.get(random.nextInt(STAGES.size())));
      case 6 -> post(path + "/rollback", "{\"reason\":\"walk\"}");
      case 7 -> send(with("PUT", path + "/aliases/walker", "{\"version\":" + number + "}"));
      case 8 -> send("DELETE", path + "/aliases/walker", ADMIN);
      default -> post("/api/v1/versions/tags", tags(random, models));
    };
  }

  private static String tags(Random random, List<String> models) {
    StringBuilder items = new StringBuilder();
    for (String model : models)
      for (int number = 1; number <= 4; number++)
        if (random.nextBoolean() || items.isEmpty())
          items
              .insert(0, items.isEmpty() ? "" : ",")
              .insert(
                  0,
                  "{\"model\":\"%s\",\"version\":%d,\"tags\":{\"b\":\"%d\"}}"
                      .formatted(model, number, random.nextInt()));
    return "{\"versions\":[" + items + "]}";
  }

  private void monitor(String model) {
    Answer made =
        post(
            "/api/v1/models/" + model + "/monitors",
            "{\"name\":\"w\",\"kind\":\"drift\",\"stage\":\"production\",\"window\":\"P1D\",\"every\":\"PT1H\"}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
  }

  private long deadlocks() {
    return jdbc.sql("select deadlocks from pg_stat_database where datname = current_database()")
        .query(Long.class)
        .single();
  }
}
