package dev.roster.app.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.OwnServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checkpoints and proofs are accepted by public libraries of another language, Go's {@code
 * sumdb/note} and the {@code merkle} of transparency-dev, and forgeries are not.
 */
class OutsideProofsTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Path PROGRAM =
      Path.of("src/test/resources/dev/roster/app/audit/proofs").toAbsolutePath();

  /** Around the edges of the subtrees whose hashes are kept. */
  private static final List<Integer> EDGES =
      List.of(1, 2, 3, 4, 5, 255, 256, 257, 511, 512, 513, 768, 1_023, 1_024, 4_096, 9_999, 10_000);

  private static final int PROOFS = 600;
  private static final int FORGERIES = 1_000;

  @TempDir Path folder;

  @Test
  void tenThousandEntriesAreProvenToLibrariesOfOthersAndNoForgeryIs()
      throws IOException, InterruptedException {
    Path program = build();
    long seed = Long.getLong("roster.seed", new Random().nextInt(1_000_000_000));
    System.out.println("OutsideProofsTest: -Droster.seed=" + seed + " repeats this run");
    String input;
    try (OwnServer server = OwnServer.with(Map.of())) {
      input = JSON.writeValueAsString(ask(server, new Random(seed), seed));
    }
    String said = run(folder, input, program.toString());
    assertThat(said)
        .contains(
            "3 checkpoints, %d inclusion proofs, %d consistency proofs hold; 0 of %d forgeries do"
                .formatted(PROOFS, PROOFS, FORGERIES));
  }

  private static Map<String, Object> ask(OwnServer server, Random random, long seed) {
    List<String> checkpoints = new ArrayList<>();
    for (int entries : List.of(300, 1_000, 8_700)) {
      record(server, entries);
      checkpoints.add(text(server, "/api/v1/audit/checkpoint"));
    }
    int size = Integer.parseInt(checkpoints.get(2).split("\n")[1]);
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("key", text(server, "/api/v1/audit/key").strip());
    input.put("checkpoints", checkpoints);
    input.put("leaves", leaves(server));
    input.put(
        "inclusion",
        pairs(size, random)
            .map(pair -> text(server, "/api/v1/audit/%d/proof?size=%d".formatted(pair[0], pair[1])))
            .map(JSON::readTree)
            .toList());
    input.put("consistency", pairs(size, random).map(pair -> consistency(server, pair)).toList());
    input.put("seed", seed);
    input.put("forgeries", FORGERIES);
    return input;
  }

  /** Two sizes, the smaller one first: edges with edges, then any. */
  private static Stream<int[]> pairs(int size, Random random) {
    Stream<int[]> edges =
        EDGES.stream()
            .flatMap(to -> EDGES.stream().filter(from -> from <= to).map(from -> pair(from, to)));
    Stream<int[]> any =
        Stream.generate(() -> pair(1 + random.nextInt(size), 1 + random.nextInt(size)));
    return Stream.concat(edges, any).limit(PROOFS);
  }

  private static int[] pair(int one, int other) {
    return new int[] {Math.min(one, other), Math.max(one, other)};
  }

  private static Map<String, Object> consistency(OwnServer server, int[] pair) {
    JsonNode proof =
        JSON.readTree(
            text(server, "/api/v1/audit/consistency?from=%d&to=%d".formatted(pair[0], pair[1])));
    return Map.of("from", pair[0], "to", pair[1], "hashes", proof.path("hashes"));
  }

  private static List<String> leaves(OwnServer server) {
    return text(server, "/api/v1/audit/export")
        .lines()
        .map(line -> JSON.readTree(line).path("leaf").asString())
        .toList();
  }

  /** What so many transactions leave for the sequencer. */
  private static void record(OwnServer server, int entries) {
    server.send("POST", "/api/v1/models", "{\"name\":\"model-" + entries + "\"}");
    JdbcClient.create(server.database().dataSource())
        .sql(
            """
            insert into audit_pending (id, at, subject, action, detail)
            select nextval('audit_entry_id'), now(), (select min(id::text)::uuid from audit_subject),
              'token.revoked', jsonb_build_object('id', n)
            from generate_series(1, :entries) n
            """)
        .param("entries", entries)
        .update();
  }

  private static String text(OwnServer server, String path) {
    var answer = server.send("GET", path, "");
    assertThat(answer.status()).as(path + " " + answer.text()).isEqualTo(200);
    return answer.text();
  }

  private Path build() throws IOException, InterruptedException {
    Path program = folder.resolve("proofs");
    String said;
    try {
      said = run(PROGRAM, "", "go", "build", "-o", program.toString(), ".");
    } catch (IOException noGo) {
      said = noGo.getMessage();
    }
    if (!Files.isExecutable(program)) {
      String line =
          "SKIPPED: the proofs were not checked by other libraries: Go, or its modules, are not"
              + " here. To run this test: apt install golang. "
              + said;
      System.err.println(line);
      Assumptions.abort(line);
    }
    return program;
  }

  private String run(Path folder, String input, String... command)
      throws IOException, InterruptedException {
    Path said = this.folder.resolve("said");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(UTF_8));
    }
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return Files.readString(said);
  }
}
