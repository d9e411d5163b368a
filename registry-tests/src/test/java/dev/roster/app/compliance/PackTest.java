package dev.roster.app.compliance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.PythonEnvironment;
import dev.roster.app.PythonEnvironment.Run;
import dev.roster.app.RunningServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A pack proves itself, by its own verify.py and nothing else, and no change of it goes unseen. */
class PackTest extends RunningServer {
  private static final Path SCRIPTS =
      Path.of("src/test/resources/dev/roster/app/compliance").toAbsolutePath();
  private static final int CHANGES = Integer.getInteger("roster.pack.changes", 10_000);

  private static PythonEnvironment python;

  private String model;
  private String version;
  @TempDir Path folder;

  @BeforeAll
  static void findPython() throws IOException, InterruptedException {
    python = PythonEnvironment.plain();
  }

  @BeforeEach
  void makeHistory() {
    model = model("packed");
    String path = "/api/v1/models/" + model;
    version = path + "/versions/1";
    post(
        path + "/versions",
        """
        {"description":"grüße","lineage":{"datasets":[{"name":"train","role":"training"}]},
         "signature":{"inputs":[{"name":"x","type":"double"}],"outputs":[{"name":"y","type":"double"}]}}""");
    send(to(version + "/artifacts/m.bin", ADMIN).PUT(BodyPublishers.ofString("bytes")));
    post(version + "/finalize", "");
    send(
        with(
            "PUT",
            path + "/policy",
            """
            {"edges":[{"from":"none","to":"staging","gates":[{"name":"card","require":"candidate.card.complete"}],
              "approvals":{"count":1,"notAuthor":false}}]}"""));
    send(
        with(
            "PUT",
            version + "/card",
            "{\"intendedUse\":\"\u00fcber \\\"alles\\\" \uD83D\uDE00\",\"contact\":\"ann\",\"riskClass\":\"minimal\",\"dataCategories\":[\"b\",\"a\"]}"));
    post(
        version + "/metrics",
        "{\"metrics\":[{\"name\":\"auc\",\"value\":0.91},{\"name\":\"lost\",\"value\":\"NaN\"}]}");
    send(
        to(version + "/baseline", ADMIN)
            .header("Content-Type", "text/csv")
            .PUT(BodyPublishers.ofString("x,y\n" + "1,2\n3,4\n".repeat(200))));
    post(
        path + "/monitors",
        "{\"name\":\"m\",\"kind\":\"drift\",\"version\":1,\"window\":\"P1D\",\"every\":\"PT1H\"}");
    HttpRequest.Builder asking =
        to(version + "/requests", token("contributor", model))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString("{\"to\":\"staging\",\"reason\":\"better \\u2028 now\"}"));
    String request = "/api/v1/requests/" + send(asking).json().path("id").asString();
    post(request + "/approvals", "{\"decision\":\"approve\",\"reason\":\"checked\"}");
    Answer moved = post(request + "/execute", "");
    assertThat(moved.status()).as(moved.text()).isEqualTo(201);
  }

  private byte[] tar() throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(to(version + "/pack", ADMIN).build(), BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-tar");
    return answer.body();
  }

  private Map<String, String> unpack() throws IOException, InterruptedException {
    Map<String, String> files = new LinkedHashMap<>();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(tar()))) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
        byte[] content = tar.readAllBytes();
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        files.put(entry.getName(), new String(content, UTF_8));
      }
    }
    return files;
  }

  private Run verify(String... more) throws IOException, InterruptedException {
    String[] arguments = new String[more.length + 1];
    arguments[0] = "verify.py";
    System.arraycopy(more, 0, arguments, 1, more.length);
    return python.run(folder, arguments);
  }

  @Test
  void aPackHoldsAllAndIsSound() throws IOException, InterruptedException {
    Map<String, String> files = unpack();
    assertThat(files)
        .containsKeys(
            "card.md",
            "card.json",
            "bom.json",
            "manifest.json",
            "metrics.json",
            "lineage.json",
            "transitions.json",
            "requests.json",
            "drift.json",
            "pack.json",
            "audit/checkpoint",
            "audit/key",
            "verify.py",
            "SHA256SUMS",
            "SHA256SUMS.sig");
    assertThat(files.get("manifest.json")).isEqualTo(get(version + "/manifest").text());
    assertThat(files.get("bom.json")).isEqualTo(get(version + "/bom").text());
    assertThat(files.get("audit/key")).isEqualTo(get("/api/v1/audit/key").text());
    JsonNode entries = get("/api/v1/audit?limit=200&version=1&model=" + model).json().path("items");
    assertThat(entries.size()).isGreaterThan(6);
    for (JsonNode entry : entries.values()) {
      String name = "audit/" + entry.path("seq").asLong();
      String at = "/api/v1/" + name;
      assertThat(files.get(name + ".json")).isEqualTo(get(at + "/leaf").text());
      assertThat(JSON.readTree(files.get(name + ".entry.json"))).isEqualTo(get(at).json());
      assertThat(JSON.readTree(files.get(name + ".proof.json")))
          .isEqualTo(
              get(at + "/proof?size=" + files.get("audit/checkpoint").split("\n")[1]).json());
    }
    assertThat(files.keySet().stream().filter(name -> name.matches("audit/[0-9]+\\.json")))
        .hasSize(entries.size());
    assertThat(JSON.readTree(files.get("transitions.json")).path("items"))
        .isEqualTo(get(version + "/transitions").json().path("items"));
    assertThat(files.get("requests.json")).contains("\"checked\"", "\"executed\"");
    JsonNode drift = JSON.readTree(files.get("drift.json"));
    assertThat(drift.path("baseline").path("rows").asInt()).isEqualTo(400);
    assertThat(drift.path("monitors")).hasSize(1);
    assertThat(files.get("metrics.json")).contains("0.91", "\"NaN\"", "\"complete\" : true");
    assertThat(files.get("lineage.json")).contains("train");

    Run alone = verify();
    assertThat(alone.exit()).as(alone.out()).isZero();
    assertThat(alone.out()).contains(entries.size() + " entries are proven", "--key", "SOUND");
    Run trusting = verify("--key", get("/api/v1/audit/key").text().strip());
    assertThat(trusting.exit()).as(trusting.out()).isZero();
    assertThat(trusting.out()).doesNotContain("--key");
    Files.write(folder.resolve("packed.tar"), tar());
    assertThat(verify().exit()).as("the archive may lie beside what it held").isZero();
  }

  @Test
  void eachChangeOfAByteIsFoundAndNamed() throws IOException, InterruptedException {
    unpack();
    int seed = Integer.getInteger("roster.seed", new Random().nextInt(1_000_000));
    Run run =
        python.run(
            folder.getParent(),
            SCRIPTS.resolve("tamper.py").toString(),
            folder.toString(),
            String.valueOf(CHANGES),
            String.valueOf(seed));
    assertThat(run.exit()).as("seed %d: %s", seed, run.out()).isZero();
    assertThat(run.out()).startsWith(CHANGES + " changes of ");
  }

  @Test
  void aChangedVerifierDoesNotCallItselfSound() throws IOException, InterruptedException {
    byte[] good = unpack().get("verify.py").getBytes(UTF_8);
    int seed = Integer.getInteger("roster.seed", new Random().nextInt(1_000_000));
    Random random = new Random(seed);
    for (int i = 0; i < 40; i++) {
      byte[] changed = good.clone();
      int place = random.nextInt(changed.length);
      changed[place] ^= (byte) (1 << random.nextInt(7));
      Files.write(folder.resolve("verify.py"), changed);
      Run run = python.run(folder, Duration.ofSeconds(20), "verify.py");
      assertThat(run.exit()).as("seed %d, byte %d: %s", seed, place, run.out()).isEqualTo(1);
      assertThat(run.out()).contains("verify.py");
    }
  }

  @Test
  void aVerifierThatCannotEndOrWasCutShortFails() throws IOException, InterruptedException {
    String good = unpack().get("verify.py");
    String endless =
        good.replace("scalar >>= 1", "scalar >>= 0").replace("PATIENCE = 15", "PATIENCE = 1");
    String cut = good.substring(0, good.indexOf("# --- the Merkle tree"));
    for (String changed : List.of(endless, cut)) {
      Files.writeString(folder.resolve("verify.py"), changed);
      Run run = python.run(folder, Duration.ofSeconds(30), "verify.py");
      assertThat(run.exit()).as(run.out()).isEqualTo(1);
      assertThat(run.out()).contains("NOT SOUND: verify.py: ");
    }
  }

  @Test
  void proofsRefuseWhatTheKeyOfTheLogWouldSign() throws IOException, InterruptedException {
    unpack();
    Run run =
        python.run(folder.getParent(), SCRIPTS.resolve("forge.py").toString(), folder.toString());
    assertThat(run.exit()).as(run.out()).isZero();
    assertThat(run.out()).endsWith(" forgeries refused\n");
  }

  @Test
  void aKeyThatIsNotTheLogsIsNamed() throws IOException, InterruptedException {
    String key = unpack().get("audit/key").strip();
    String other = "other.example.org+ea3ba1f4+AbWfW8dGBl8rTwAq0DrHNpLPKBz+QP8NFt27iIPsDfvP";
    for (String wrong : List.of(other, key + "x", key.substring(1), "")) {
      Run run = verify("--key", wrong);
      assertThat(run.exit()).as(run.out()).isEqualTo(1);
      assertThat(run.out()).contains("audit/key");
    }
    assertThat(verify("--nonsense").exit()).isEqualTo(1);
  }

  @Test
  void aPackIsSoundAfterAPersonWasErased() throws IOException, InterruptedException {
    String name = "Carla " + model;
    Answer token =
        post(
            "/api/v1/tokens",
            "{\"name\":\"%s\",\"grants\":[{\"role\":\"contributor\",\"models\":\"%s\"}]}"
                .formatted(name, model));
    String carla = token.json().path("token").asString();
    send(
        to(version + "/card", carla)
            .header("Content-Type", "application/json")
            .PUT(
                BodyPublishers.ofString(
                    "{\"ethics\":\"a thought of hers\",\"contact\":\"ann\",\"dataCategories\":[\"hers\"]}")));
    send(
        to(version, carla)
            .header("Content-Type", "application/merge-patch+json")
            .method("PATCH", BodyPublishers.ofString("{\"description\":\"a text of hers\"}")));
    Map<String, String> before = unpack();
    assertThat(String.join("", before.values()))
        .contains(name, "a thought of hers", "a text of hers");
    assertThat(verify().exit()).isZero();

    Answer erased =
        post(
            "/api/v1/privacy/erasures",
            "{\"subject\":\"%s\",\"reason\":\"asked\"}".formatted(name));
    assertThat(erased.status()).as(erased.text()).isEqualTo(201);

    Map<String, String> after = unpack();
    assertThat(String.join("", after.values()))
        .doesNotContain(name)
        .doesNotContain("of hers")
        .contains(erased.json().path("subject").asString());
    Run run = verify("--key", get("/api/v1/audit/key").text().strip());
    assertThat(run.exit()).as(run.out()).isZero();
    for (var leaf : before.entrySet())
      if (leaf.getKey().matches("audit/[0-9]+\\.json"))
        assertThat(after).containsEntry(leaf.getKey(), leaf.getValue());
  }

  @Test
  void aDraftHasNoneAndWhoMayNotReadFindsNone() {
    String draft = "/api/v1/models/" + model + "/versions/" + draft(model) + "/pack";
    assertThat(get(draft).status()).isEqualTo(409);
    assertThat(get(draft).code()).isEqualTo("version_not_ready");
    String pack = version + "/pack";
    assertThat(send("GET", pack, token("reader", model)).status()).isEqualTo(200);
    assertThat(send("GET", pack, token("reader", model("other"))).status()).isEqualTo(404);
    assertThat(send("GET", pack, null).status()).isEqualTo(401);
  }
}
