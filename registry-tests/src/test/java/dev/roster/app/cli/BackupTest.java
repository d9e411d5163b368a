package dev.roster.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.ServerProcess;
import dev.roster.core.digest.Sha256;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server with embedded engines is backed up while clients write, and restored. */
class BackupTest {
  private static final int WRITERS = 4;
  private static final int SIZE = 400_000;
  private static final String KEPT = "/api/v1/models/kept";
  private static final String PURGED = "/api/v1/models/purged";
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir Path temporary;

  private final Map<Integer, String> finalized = new ConcurrentHashMap<>();
  private final CountDownLatch enough = new CountDownLatch(24);
  private final AtomicBoolean stop = new AtomicBoolean();

  @Test
  void ops04WhatWasFinalizedBeforeTheBackupBeganIsThereAfterTheRestore() throws Exception {
    Path folder = temporary.resolve("data");
    Path backup = temporary.resolve("backup");
    try (ServerProcess server =
        ServerProcess.start(
            folder,
            "--roster.artifacts.sweep-every=200ms",
            "--roster.artifacts.deletion-grace=1ms")) {
      Calls calls = Calls.to(server);
      calls.post("/api/v1/models", "{\"name\":\"kept\"}");
      calls.post("/api/v1/models", "{\"name\":\"purged\"}");
      Map<Integer, String> before = backedUpUnderLoad(calls, folder, backup);

      onlyTheOwnerReads(backup);
      theNextBackupCopiesOnlyWhatIsNew(calls, folder, backup);
      assertThat(restore(backup, folder).err()).contains("is not empty");
      isRestored(backup, before);
    }
    alteredBackupsAreRefused(backup);
  }

  private Map<Integer, String> backedUpUnderLoad(Calls calls, Path folder, Path backup)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<Void>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        Random random = new Random(writer);
        writers.add(pool.submit(() -> write(calls, random)));
      }
      assertThat(enough.await(4, TimeUnit.MINUTES)).isTrue();
      killedInTheMiddle(folder, backup);
      assertThat(restore(backup, temporary.resolve("too-early")).err()).contains("not complete");

      Map<Integer, String> before = Map.copyOf(finalized);
      CommandRun run = CommandRun.of("backup", backup.toString(), "--data-dir", folder.toString());
      assertThat(run.err() + run.out()).contains("The backup is complete");
      assertThat(run.status()).isZero();
      stop.set(true);
      for (Future<Void> writer : writers) writer.get();
      return before;
    } finally {
      stop.set(true);
      pool.shutdownNow();
    }
  }

  /** A backup is killed when it has copied the first file. */
  private static void killedInTheMiddle(Path folder, Path backup) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "backup",
                backup.toString(),
                "--data-dir",
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(backup.resolveSibling("killed.log").toFile())
            .start();
    while (files(backup.resolve("bytes")).isEmpty())
      if (process.waitFor(20, TimeUnit.MILLISECONDS)) break;
    process.destroyForcibly().waitFor();
    Files.deleteIfExists(backup.resolve("complete")); // if it was faster than the kill
  }

  private Void write(Calls calls, Random random) throws Exception {
    for (int turn = 0; !stop.get(); turn++) {
      int version = ready(calls, KEPT, random);
      enough.countDown();
      calls.move("kept", version, "staging");
      if (turn % 2 == 0) calls.move("kept", version, "production");
      int gone = ready(calls, PURGED, random);
      calls.send("DELETE", PURGED + "/versions/" + gone, "");
      calls.send("POST", PURGED + "/versions/" + gone + "/purge", "");
    }
    return null;
  }

  private int ready(Calls calls, String model, Random random) throws Exception {
    String draft =
        calls.post(model + "/versions", "{\"description\":\"" + random.nextLong() + "\"}");
    int version = JSON.readTree(draft).get("version").asInt();
    byte[] bytes = new byte[random.nextInt(SIZE)];
    random.nextBytes(bytes);
    String path = model + "/versions/" + version;
    calls.put(path + "/artifacts/model.bin", BodyPublishers.ofByteArray(bytes)).join();
    calls.post(path + "/finalize", "{}");
    if (model.equals(KEPT)) finalized.put(version, sha256(bytes));
    return version;
  }

  private void theNextBackupCopiesOnlyWhatIsNew(Calls calls, Path folder, Path backup)
      throws Exception {
    String[] again = {"backup", backup.toString(), "--data-dir", folder.toString(), "--json"};
    assertThat(CommandRun.of(again).status()).isZero();
    ready(calls, KEPT, new Random());

    CommandRun run = CommandRun.of(again);
    JsonNode result = JSON.readTree(run.out());
    assertThat(result.at("/copied/files").asInt()).isEqualTo(1);
    assertThat(result.at("/damaged")).isEmpty();
    assertThat(files(backup.resolve("bytes")))
        .as("bytes that were purged meanwhile are gone")
        .hasSize(result.at("/bytes/files").asInt());
  }

  private void isRestored(Path backup, Map<Integer, String> before) throws Exception {
    Path folder = temporary.resolve("restored");
    CommandRun run = restore(backup, folder);
    assertThat(run.err() + run.out()).contains("Restored: everything up to", "Sound: I1");
    assertThat(run.status()).isZero();
    try (ServerProcess restored = ServerProcess.start(folder)) {
      Calls calls = Calls.to(restored);
      assertThat(before).hasSizeGreaterThanOrEqualTo(24);
      for (int version : before.keySet())
        assertThat(sha256(calls.bytes(KEPT + "/versions/" + version + "/artifacts/model.bin")))
            .as("version %d", version)
            .isEqualTo(before.get(version));
      ready(calls, KEPT, new Random()); // the sequences go on
    }
  }

  /** Each file of the backup in turn has one other byte. */
  private void alteredBackupsAreRefused(Path backup) throws Exception {
    List<Path> all =
        files(backup).stream()
            .filter(file -> !file.startsWith(backup.resolve("bytes")))
            .filter(file -> !file.endsWith("backup.lock"))
            .toList();
    assertThat(all).hasSizeGreaterThan(10);
    List<Path> altered = new ArrayList<>(all);
    altered.add(files(backup.resolve("bytes")).get(0));
    for (Path file : altered) {
      Path copy = temporary.resolve("copy");
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
      Path target = temporary.resolve("refused");
      CommandRun run = restore(backup, target);
      assertThat(run.status()).as(file.toString()).isEqualTo(2);
      assertThat(run.err()).as(file.toString()).contains("altered or is damaged");
      Files.copy(copy, file, StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(CommandRun.of("start", "--port", "0", "--data-dir", temporary + "/refused").err())
        .contains("was not finished", "roster restore");
    Path missing = files(backup.resolve("bytes")).get(0);
    Files.delete(missing);
    assertThat(restore(backup, temporary.resolve("other")).err()).contains(missing.toString());
    assertThat(temporary.resolve("other")).as("checked before anything is made").doesNotExist();
  }

  private static CommandRun restore(Path backup, Path folder) {
    return CommandRun.of("restore", backup.toString(), "--data-dir", folder.toString());
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.exists(folder)) return List.of();
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void onlyTheOwnerReads(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList())
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as(path.toString())
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
    }
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.hash(bytes));
  }
}
