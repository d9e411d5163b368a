package dev.roster.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.ServerProcess;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was retired, held or reclaimed before a backup is so after it was restored. */
class BackupOfReclaimedVersionTest {
  private static final String VERSIONS = "/api/v1/models/old/versions/";

  @TempDir Path temporary;

  @Test
  void tombstonesHoldsAndAnnouncementsAreRestored() throws Exception {
    Path folder = temporary.resolve("data");
    Path backup = temporary.resolve("backup");
    Map<String, String> before;
    try (ServerProcess server = ServerProcess.start(folder)) {
      Calls calls = Calls.to(server);
      retire(calls);
      before = answers(calls);
      assertThat(before.get(VERSIONS + "1/archive")).startsWith("410").contains("tombstone");
      assertThat(before.get(VERSIONS + "2/archive")).startsWith("200");
      run("backup", backup.toString(), "--data-dir", folder.toString());
    }
    Path restored = temporary.resolve("restored");
    run("restore", backup.toString(), "--data-dir", restored.toString());
    try (ServerProcess server = ServerProcess.start(restored)) {
      assertThat(answers(Calls.to(server))).isEqualTo(before);
      run("verify", "--data-dir", restored.toString());
      run("audit", "verify", "--data-dir", restored.toString());
    }
  }

  private static void run(String... command) throws Exception {
    CommandRun run = CommandRun.of(command);
    assertThat(run.status()).as(run.out() + run.err()).isZero();
  }

  /** Version 1 is reclaimed, version 2 is held, and version 3 is announced to go. */
  private static void retire(Calls calls) throws Exception {
    calls.post("/api/v1/models", "{\"name\":\"old\"}");
    for (int number = 1; number <= 3; number++) calls.ready("old", number);
    for (int number = 1; number <= 2; number++) calls.move("old", number, "retired");
    calls.send("PUT", VERSIONS + "2/hold", "{\"reason\":\"litigation\"}");
    calls.post(VERSIONS + "3/retirement", "{\"sunset\":\"2099-01-01T00:00:00Z\"}");
    calls.send(
        "PUT",
        "/api/v1/models/old/policy",
        "{\"edges\":[],\"retention\":{\"keepLast\":0,\"reclaimRetiredAfter\":\"PT0.001S\"}}");
    String run = calls.post("/api/v1/retention/runs", "");
    assertThat(run).contains("\"version\":1", "held");
  }

  private static Map<String, String> answers(Calls calls) throws Exception {
    Map<String, String> answers = new LinkedHashMap<>();
    for (int number = 1; number <= 3; number++)
      for (String what :
          List.of("", "/archive", "/artifacts", "/hold", "/retirement", "/manifest")) {
        if (number == 3 && what.equals("/archive")) continue; // a download keeps it from draining
        String path = VERSIONS + number + what;
        HttpResponse<String> answer = calls.get(path);
        String body = what.equals("/archive") && answer.statusCode() == 200 ? "" : answer.body();
        answers.put(path, answer.statusCode() + body.replaceAll(",?\"traceId\":\"[^\"]*\"", ""));
      }
    return answers;
  }
}
