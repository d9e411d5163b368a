package dev.roster.app.database;

import dev.roster.storage.Engines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL of the system's with a streaming standby, each in a folder of its own. */
final class PostgresPair implements AutoCloseable {
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

  private final Path programs;
  private final Path folder;
  private final int primary = freePort();
  private final int standby = freePort();

  private PostgresPair(Path programs, Path folder) throws IOException {
    this.programs = programs;
    this.folder = folder;
  }

  /** The newest version's programs, if it has those that make a standby. */
  static Optional<Path> programs() throws IOException {
    if (!Files.isDirectory(INSTALLED)) return Optional.empty();
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("pg_basebackup")))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.comparing(Path::toString));
    }
  }

  /** What is committed on the primary is on the standby's disk before it is acknowledged. */
  static PostgresPair start(Path programs) throws IOException {
    PostgresPair pair = new PostgresPair(programs, Files.createTempDirectory("roster-pair-"));
    Path one = pair.folder.resolve("one"), other = pair.folder.resolve("other");
    pair.run("initdb", "-D", one.toString(), "-U", "roster", "-A", "trust", "--encoding=UTF8");
    pair.run("pg_ctl", pair.starting(one, pair.primary, "-c synchronous_standby_names=*"));
    // while nobody stands by, commits would wait for him: only the backup runs now
    pair.run(
        "pg_basebackup",
        "-h",
        "127.0.0.1",
        "-p",
        String.valueOf(pair.primary),
        "-U",
        "roster",
        "-D",
        other.toString(),
        "-R",
        "-X",
        "stream",
        "-c",
        "fast");
    pair.run("pg_ctl", pair.starting(other, pair.standby, ""));
    return pair;
  }

  private String[] starting(Path data, int port, String options) {
    String all =
        "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories='' %s"
            .formatted(port, options);
    return new String[] {
      "start", "-D", data.toString(), "-l", data + ".log", "-w", "-t", "60", "-o", all
    };
  }

  /** Both hosts, as an operator gives them. */
  Engines.Database database() {
    String url =
        "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/postgres?targetServerType=primary"
            .formatted(primary, standby);
    return new Engines.Database(url, "roster", "");
  }

  void killPrimary() throws IOException {
    run("pg_ctl", "stop", "-D", folder.resolve("one").toString(), "-m", "immediate");
  }

  void promoteStandby() throws IOException {
    run("pg_ctl", "promote", "-D", folder.resolve("other").toString(), "-w");
  }

  @Override
  public void close() throws IOException {
    for (String name : List.of("one", "other"))
      if (Files.exists(folder.resolve(name).resolve("postmaster.pid")))
        run("pg_ctl", "stop", "-D", folder.resolve(name).toString(), "-m", "immediate");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }

  private void run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (isRoot()) command.addAll(List.of("unshare", "-U")); // PostgreSQL refuses root
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    Path output = folder.resolve(program + ".out");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().put("LC_ALL", "C");
    try {
      Process process = builder.start();
      if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(program + " failed: " + Files.readString(output));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
