package dev.roster.app.embedded;

import dev.roster.app.settings.StartRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The embedded PostgreSQL: durable, bound to loopback. It runs in its own session, so that a Ctrl-C
 * in the terminal reaches Roster first. If it dies, it is started again.
 */
final class PostgresServer implements AutoCloseable {
  static final String USER = "roster";

  private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
  private static final String DATABASE = "roster";
  private static final String SETTINGS =
      """
      # Written by Roster at each start.
      listen_addresses = '127.0.0.1'
      unix_socket_directories = ''
      fsync = on
      full_page_writes = on
      synchronous_commit = on
      max_connections = 100
      shared_buffers = 256MB
      jit = off
      random_page_cost = 1.1
      timezone = 'UTC'
      log_timezone = 'UTC'
      log_error_verbosity = terse
      log_min_error_statement = panic
      """;
  private static final Duration QUICK = Duration.ofSeconds(60);
  private static final long LOG_LIMIT = 10_000_000;
  private static final int ATTEMPTS = 20;

  private final Path data;
  private final Path output;
  private final EngineCredentials secrets;
  private final PostgresCommand command;
  private int port;
  private boolean closing;

  private PostgresServer(DataFolder folder, EngineCredentials secrets) throws IOException {
    this.data = folder.postgres();
    this.output = folder.root().resolve("postgres.log");
    this.secrets = secrets;
    this.command = new PostgresCommand(PostgresBinaries.unpack(folder), output);
  }

  static PostgresServer start(DataFolder folder, EngineCredentials secrets) {
    try {
      PostgresServer server = new PostgresServer(folder, secrets);
      server.keepLogSmall();
      if (!Files.exists(server.data)) server.initialise(folder);
      server.checkMajorVersion();
      server.stopLeftover();
      server.port = freePort();
      server.launch();
      server.createDatabase();
      return server;
    } catch (IOException failed) {
      throw new StartRefused(
          "The embedded PostgreSQL in " + folder.postgres() + " does not start: " + failed,
          "Read " + folder.root().resolve("postgres.log") + ", and check the free disk space.",
          failed);
    }
  }

  /** The URL of the PostgreSQL that runs on this folder; empty if none runs. */
  static Optional<String> runningUrl(Path data) throws IOException {
    return Postmaster.of(data).filter(p -> p.process(data).isPresent()).map(p -> url(p.port()));
  }

  synchronized String url() {
    return url(port);
  }

  private static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
  }

  /** The folder gets its name at the end, so a half-initialised folder is never used. */
  private void initialise(DataFolder folder) throws IOException {
    Path draft = data.resolveSibling("postgres.new");
    Path password = data.resolveSibling("postgres.password");
    FileSystemUtils.deleteRecursively(draft);
    PrivateFiles.write(password, secrets.databasePassword() + "\n");
    try {
      int status =
          command.run(
              "initdb",
              QUICK,
              List.of(
                  "-D",
                  draft.toString(),
                  "-U",
                  USER,
                  "-A",
                  "scram-sha-256",
                  "--pwfile=" + password,
                  "--encoding=UTF8",
                  "--no-locale",
                  "--locale-provider=builtin",
                  "--builtin-locale=C.UTF-8"));
      if (status != 0) throw new IOException("initdb ended with " + status);
    } finally {
      Files.delete(password);
    }
    Files.writeString(
        draft.resolve("postgresql.conf"),
        Files.readString(draft.resolve("postgresql.conf")) + "\ninclude 'roster.conf'\n");
    Files.move(draft, folder.postgres());
  }

  private void checkMajorVersion() throws IOException {
    String version = Files.readString(data.resolve("PG_VERSION")).strip();
    if (!version.equals("18"))
      throw new StartRefused(
          data
              + " was written by PostgreSQL "
              + version
              + ", but this Roster contains PostgreSQL 18.",
          "Dump the database with the Roster that wrote it, and restore the dump here.");
  }

  /** A Roster that was killed leaves its PostgreSQL behind. */
  private void stopLeftover() throws IOException {
    Optional<Postmaster> found = Postmaster.of(data);
    if (found.isEmpty()) return;
    Optional<ProcessHandle> process = found.get().process(data);
    if (process.isPresent()) {
      LOG.info(
          "Stopping the PostgreSQL that a killed Roster left behind, process {}",
          found.get().pid());
      stop(process.get());
    } else if (ProcessHandle.of(found.get().pid()).isPresent()) {
      Postmaster.disown(data, deadPid());
    }
  }

  /** The id of a process that has just ended. */
  private static long deadPid() throws IOException {
    Process process = new ProcessBuilder("true").start();
    process.onExit().join();
    return process.pid();
  }

  private void stop(ProcessHandle postmaster) throws IOException {
    for (String mode : List.of("fast", "immediate")) {
      int status =
          command.run(
              "pg_ctl",
              QUICK,
              List.of("stop", "-D", data.toString(), "-m", mode, "-w", "-t", "20"));
      if (status == 0 || !postmaster.isAlive()) return;
    }
    postmaster.destroyForcibly();
    postmaster.onExit().completeOnTimeout(postmaster, 10, TimeUnit.SECONDS).join();
  }

  private void launch() throws IOException {
    PrivateFiles.write(data.resolve("roster.conf"), SETTINGS);
    for (int attempt = 1; ; attempt++) {
      long before = Files.size(output);
      int status =
          command.run(
              "pg_ctl",
              Duration.ofMinutes(6),
              List.of(
                  "start",
                  "-D",
                  data.toString(),
                  "-l",
                  output.toString(),
                  "-w",
                  "-t",
                  "300",
                  "-o",
                  "-p " + port));
      if (status == 0) break;
      String said = Files.readString(output).substring((int) before);
      if (attempt == ATTEMPTS) throw new IOException("pg_ctl ended with " + status + ": " + said);
      if (said.contains("could not bind")) port = freePort();
      else if (said.contains("still in use") || said.contains("already exists"))
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250)); // backends on their way out
      else throw new IOException("pg_ctl ended with " + status + ": " + said);
    }
    Postmaster.of(data)
        .flatMap(p -> p.process(data))
        .orElseThrow(() -> new IOException("PostgreSQL started and is gone"))
        .onExit()
        .thenRun(this::relaunch);
  }

  private synchronized void relaunch() {
    if (closing) return;
    LOG.warn("The embedded PostgreSQL ended; starting it again");
    try {
      launch();
      LOG.info("The embedded PostgreSQL runs again");
    } catch (IOException failed) {
      LOG.error("The embedded PostgreSQL cannot be started again; see {}", output, failed);
    }
  }

  private void createDatabase() throws IOException {
    try (Connection there = connect(url(port))) {
      there.isValid(1);
    } catch (SQLException absent) {
      if (!"3D000".equals(absent.getSQLState())) throw new IOException(absent);
      try (Connection connection =
              connect(url(port).replaceFirst("/" + DATABASE + "$", "/postgres"));
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + DATABASE);
      } catch (SQLException failed) {
        throw new IOException(failed);
      }
    }
  }

  private Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, USER, secrets.databasePassword());
  }

  private void keepLogSmall() throws IOException {
    if (Files.exists(output) && Files.size(output) > LOG_LIMIT)
      Files.move(
          output, output.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
    PrivateFiles.file(output);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public synchronized void close() {
    closing = true;
    try {
      Optional<ProcessHandle> process = Postmaster.of(data).flatMap(p -> p.process(data));
      if (process.isPresent()) stop(process.get());
    } catch (IOException failed) {
      throw new IllegalStateException("the embedded PostgreSQL does not stop", failed);
    }
  }
}
