package dev.roster.app.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roster.app.OwnEngines;
import dev.roster.app.ServerProcess;
import dev.roster.app.cli.CommandRun;
import dev.roster.app.webhook.Receiver;
import dev.roster.app.webhook.Receiver.Reply;
import dev.roster.storage.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients change models on two servers that share their engines, and both servers are killed in
 * turn and started again. {@code -Droster.killed.changes=20000 -Droster.killed.models=200
 * -Droster.killed.clients=32 -Droster.killed.kills=4} makes it as long and as wide.
 */
class KilledServersTest {
  private static final int CHANGES = Integer.getInteger("roster.killed.changes", 400);
  private static final int MODELS = Integer.getInteger("roster.killed.models", 20);
  private static final int CLIENTS = Integer.getInteger("roster.killed.clients", 16);
  private static final int KILLS = Integer.getInteger("roster.killed.kills", 2);
  private static final String TOKEN = "killed-admin-token-0123456789abcdefghij";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Engines.Database database = Engines.database();
  private final Engines.Bucket bucket = Engines.bucket();
  @TempDir private Path temporary;

  @Test
  void wh01EachAcknowledgedChangeIsInTheLogAndAtTheWebhooksOnceAndInOrder() throws Exception {
    ServerProcess[] servers = {start(0), start(1)};
    try (SteadyWriters writers =
            new SteadyWriters(List.of(servers[0].url(), servers[1].url()), TOKEN, MODELS);
        Receiver good = new Receiver();
        Receiver flaky = new Receiver()) {
      flaky.replying(received -> Reply.of(flaky.all().size() % 40 == 0 ? 503 : 204));
      subscribe(writers, good);
      subscribe(writers, flaky);
      writers.register();
      writers.start(CLIENTS);
      for (int kill = 0; kill < KILLS; kill++) {
        writers.begin(CHANGES / (KILLS + 1));
        int killed = kill % servers.length;
        servers[killed].kill();
        servers[killed] = start(killed);
        writers.moved(killed, servers[killed].url());
      }
      writers.begin(CHANGES / (KILLS + 1));
      Map<String, List<String>> acknowledged = writers.stop();
      List<JsonNode> moves = moves(writers);
      assertThat(reasons(moves)).isEqualTo(acknowledged);
      for (Receiver receiver : List.of(good, flaky)) awaitInOrder(receiver, moves);
      verify(writers.checkpoints());
      System.out.printf(
          "%d changes of %d models, %d calls repeated, %d checkpoints%n",
          acknowledged.values().stream().mapToInt(List::size).sum(),
          MODELS,
          writers.repeated(),
          writers.checkpoints().size());
    } finally {
      for (ServerProcess server : servers) server.close();
    }
  }

  private ServerProcess start(int number) throws IOException {
    return ServerProcess.on(
        database,
        bucket,
        TOKEN,
        Files.createDirectories(temporary.resolve("server-" + number)),
        Map.of("ROSTER_WEBHOOKS_ALLOW", "127.0.0.1"));
  }

  private static void subscribe(SteadyWriters writers, Receiver receiver) throws Exception {
    writers.post(
        "/api/v1/webhooks",
        "{\"name\":\"hook\",\"url\":\"%s\",\"events\":[\"version.transitioned\"],\"models\":\"%s*\"}"
            .formatted(receiver.url(), SteadyWriters.PREFIX));
  }

  /** The entries of transitions, in the order of the log. */
  private static List<JsonNode> moves(SteadyWriters writers) throws Exception {
    List<JsonNode> moves = new ArrayList<>();
    int seq = 0;
    for (String line : writers.get("/api/v1/audit/export?format=ndjson").split("\n")) {
      JsonNode entry = JSON.readTree(line);
      assertThat(entry.path("seq").asInt()).isEqualTo(++seq);
      if (entry.path("action").asString().equals("version.transitioned")) moves.add(entry);
    }
    return moves;
  }

  /** The reasons of promotions by model. */
  private static Map<String, List<String>> reasons(List<JsonNode> moves) {
    return moves.stream()
        .filter(move -> move.at("/detail/to").asString().equals("production"))
        .collect(
            Collectors.groupingBy(
                move -> move.path("model").asString(),
                TreeMap::new,
                Collectors.mapping(
                    move -> move.at("/detail/reason").asString(), Collectors.toList())));
  }

  /** Waits until the receiver has all moves. Each was there first after all before of its model. */
  private static void awaitInOrder(Receiver receiver, List<JsonNode> moves) {
    Map<String, Set<Long>> wanted = new TreeMap<>();
    for (JsonNode move : moves)
      wanted
          .computeIfAbsent(move.path("model").asString(), model -> new LinkedHashSet<>())
          .add(move.path("seq").asLong());
    await().atMost(Duration.ofMinutes(3)).until(() -> received(receiver).equals(wanted));
    received(receiver)
        .forEach((model, seqs) -> assertThat(seqs).containsExactlyElementsOf(wanted.get(model)));
  }

  private static Map<String, Set<Long>> received(Receiver receiver) {
    Map<String, Set<Long>> received = new TreeMap<>();
    for (Receiver.Received each : receiver.all())
      received.computeIfAbsent(each.model(), model -> new LinkedHashSet<>()).add(each.sequence());
    return received;
  }

  private void verify(Set<String> checkpoints) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("audit", "verify"));
    arguments.addAll(OwnEngines.flags(database, bucket));
    for (String checkpoint : checkpoints) {
      Path file = temporary.resolve("checkpoint-" + arguments.size());
      arguments.addAll(List.of("--checkpoint", Files.writeString(file, checkpoint).toString()));
    }
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.status()).as(run.out() + run.err()).isZero();
  }
}
