package dev.roster.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers, one after the other, on one data folder. */
class OneFolderTest {
  @TempDir Path temporary;

  @Test
  void ops03WhatWasAcknowledgedOutlivesEveryKill() throws Exception {
    Path folder = temporary.resolve("data");
    try (ServerProcess first = ServerProcess.start(folder)) {
      Calls calls = Calls.to(first);
      onlyTheOwnerReads(folder);
      calls.post("/api/v1/models", "{\"name\":\"credit\"}");
      calls.ready("credit", 1);

      aSecondServerSaysSoAndExits(folder, calls.url());
      aTakenPortIsFoundBeforeAnythingIsMade(calls.url());
      assertThat(CommandRun.of("verify", "--data-dir", folder.toString()))
          .as("beside the running server")
          .returns(0, CommandRun::status);
      first.kill(); // its PostgreSQL lives on
      assertThat(first.output())
          .as("the token is printed to a terminal alone")
          .contains("in " + folder.resolve("admin-token"))
          .doesNotContain(token(folder));
    }
    letAllRead(folder.resolve("engines"));
    try (ServerProcess second = ServerProcess.start(folder)) {
      Calls calls = Calls.to(second);
      onlyTheOwnerReads(folder);
      assertThat(calls.status("/api/v1/models/credit/versions/1")).isEqualTo(200);
      calls.move("credit", 1, "staging");
      second.killPostgres();
      second.kill();
    }
    try (ServerProcess third = ServerProcess.start(folder)) {
      Calls calls = Calls.to(third);
      assertThat(calls.get("/api/v1/models/credit/versions/1").body()).contains("staging");
      ops02ARequestUnderWayIsDoneBeforeTheEnd(third, calls);
      assertThat(third.output()).doesNotContain(token(folder));
    }
    CommandRun verified = CommandRun.of("verify", "--data-dir", folder.toString());
    assertThat(verified.out()).contains("Sound");
    assertThat(verified.status()).isZero();
    aFolderOfANewerRosterIsRefused(folder);
  }

  @Test
  void aServerThatIsStoppedAsSoonAsItIsReadyEndsInOrder() throws Exception {
    try (ServerProcess server = ServerProcess.start(temporary.resolve("short"))) {
      server.url();
      server.ask();
      server.exit();
      assertThat(server.output()).doesNotContain("Exception", "\tat ");
    }
  }

  private static void aSecondServerSaysSoAndExits(Path folder, String url) throws Exception {
    try (ServerProcess second = ServerProcess.start(folder)) {
      assertThat(second.exit()).isEqualTo(1);
      assertThat(second.output())
          .contains("Another Roster", folder.toString(), url, "ROSTER_DATA_DIR")
          .doesNotContain("\tat ");
    }
  }

  private void aTakenPortIsFoundBeforeAnythingIsMade(String url) {
    Path other = temporary.resolve("other");
    String port = String.valueOf(URI.create(url).getPort());
    CommandRun start = CommandRun.of("start", "--port", port, "--data-dir", other.toString());
    assertThat(start.status()).isEqualTo(1);
    assertThat(start.err()).contains("port " + port, "ROSTER_PORT");
    assertThat(other).doesNotExist();
  }

  private static void ops02ARequestUnderWayIsDoneBeforeTheEnd(ServerProcess server, Calls calls)
      throws Exception {
    calls.post("/api/v1/models/credit/versions", "{}");
    CountDownLatch asked = new CountDownLatch(1);
    CompletableFuture<HttpResponse<String>> upload =
        calls.put(
            "/api/v1/models/credit/versions/2/artifacts/slow.bin",
            BodyPublishers.ofInputStream(() -> new SlowBytes(server::ask, asked)));
    assertThat(upload.join().statusCode()).isEqualTo(201);
    assertThat(asked.getCount()).as("the server was asked to end meanwhile").isZero();
    assertThat(server.exit()).isEqualTo(143);
    assertThat(ProcessHandle.allProcesses().filter(p -> isOn(server, p)))
        .as("its PostgreSQL ended too")
        .isEmpty();
  }

  private static boolean isOn(ServerProcess server, ProcessHandle process) {
    return process
        .info()
        .commandLine()
        .orElse("")
        .contains(server.folder().toString() + "/postgres");
  }

  private static void aFolderOfANewerRosterIsRefused(Path folder) throws Exception {
    Files.writeString(folder.resolve("folder.properties"), "format=999\n");
    CommandRun start = CommandRun.of("start", "--port", "0", "--data-dir", folder.toString());
    assertThat(start.status()).isEqualTo(1);
    assertThat(start.err()).contains("format 999", "Nothing was changed");
    assertThat(Files.readString(folder.resolve("folder.properties"))).contains("999");
  }

  /** Tomcat's empty folders hold nothing secret; the folder around them is closed. */
  private static void onlyTheOwnerReads(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> data =
          all.filter(path -> !path.toString().contains("/tomcat-"))
              .filter(path -> !Files.isSymbolicLink(path))
              .toList();
      assertThat(data).anyMatch(path -> path.endsWith("bin/postgres"));
      for (Path path : data)
        assertThat(mode(path))
            .as(path.toString())
            .isEqualTo(
                Files.isDirectory(path) || Files.isExecutable(path) ? "rwx------" : "rw-------");
    }
  }

  /** As an older Roster left its programs. */
  private static void letAllRead(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.filter(path -> !Files.isSymbolicLink(path)).toList())
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static String token(Path folder) throws IOException {
    return Files.readString(folder.resolve("admin-token")).strip();
  }
}
