package dev.roster.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.OwnEngines;
import dev.roster.app.ServerProcess;
import dev.roster.app.cli.CommandRun;
import dev.roster.storage.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
  void eachAcknowledgedChangeIsInTheLogOnceAndInOrder() throws Exception {
    ServerProcess[] servers = {start(0), start(1)};
    try (SteadyWriters writers =
        new SteadyWriters(List.of(servers[0].url(), servers[1].url()), TOKEN, MODELS)) {
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
      assertThat(logged(writers)).isEqualTo(acknowledged);
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
        database, bucket, TOKEN, Files.createDirectories(temporary.resolve("server-" + number)));
  }

  /** The reasons of promotions, by model, in the order of the log. */
  private Map<String, List<String>> logged(SteadyWriters writers) throws Exception {
    Map<String, List<String>> reasons = new TreeMap<>();
    int seq = 0;
    for (String line : writers.get("/api/v1/audit/export?format=ndjson").split("\n")) {
      JsonNode entry = JSON.readTree(line);
      assertThat(entry.path("seq").asInt()).isEqualTo(++seq);
      if (!entry.path("action").asString().equals("version.transitioned")) continue;
      if (!entry.at("/detail/to").asString().equals("production")) continue;
      reasons
          .computeIfAbsent(entry.path("model").asString(), model -> new ArrayList<>())
          .add(entry.at("/detail/reason").asString());
    }
    return reasons;
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
