package dev.roster.app.faults;

import dev.roster.app.OwnEngines;
import dev.roster.app.ServerProcess;
import dev.roster.storage.Engines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A server whose ways to its database and its store fail on demand, and which can be killed. The
 * collector, the reconciler, the scrub and the expiry of uploads run all the time.
 */
final class FaultyServer implements AutoCloseable {
  static final String TOKEN = "faulty-admin-token-0123456789abcdefghij";

  /** How long an upload in parts may stay open. */
  static final Duration EXPIRY = Duration.ofSeconds(3);

  final Ambush ambush = new Ambush();
  final FaultyStore store;
  final DatabaseProxy toDatabase;
  final JdbcClient jdbc;

  private final Engines.Database database = Engines.database();
  private final Path folder;
  private ServerProcess process;
  private volatile CompletableFuture<String> serving = new CompletableFuture<>();

  private FaultyServer(Path folder, Function<Ambush, FaultyStore> store) throws IOException {
    this.folder = folder;
    this.store = store.apply(ambush);
    jdbc = JdbcClient.create(database.dataSource());
    toDatabase = new DatabaseProxy(database, ambush);
    toDatabase.open();
    process = start();
    serving.complete(process.url());
  }

  /** A server with its bytes in a bucket. */
  static FaultyServer onBucket(Path folder) throws IOException {
    return new FaultyServer(folder, FaultyBucket::new);
  }

  /** A server with its bytes in a folder, as that on the embedded engines. */
  static FaultyServer onFolder(Path folder) throws IOException {
    return new FaultyServer(folder, ambush -> new FaultyFolder(folder));
  }

  /** Where it answers; waits until it does. */
  String url() {
    return serving.join();
  }

  /** SIGKILL, and a start without faults. */
  synchronized void kill() throws IOException, InterruptedException {
    serving = new CompletableFuture<>();
    process.kill();
    toDatabase.mend();
    store.mend();
    process = start();
    serving.complete(process.url());
  }

  /** Resets all connections to the database, but not while the server starts. */
  synchronized void cutDatabase() {
    toDatabase.cut();
  }

  /** Lets the store be away, but not while the server starts. */
  synchronized void cutStore() {
    store.cut();
  }

  private ServerProcess start() throws IOException {
    List<String> flags = new ArrayList<>(store.flags());
    flags.addAll(
        List.of(
            "--roster.admin-token=" + TOKEN,
            "--roster.datasource.url=" + toDatabase.url(),
            "--roster.datasource.username=" + database.username(),
            "--roster.datasource.password=" + database.password(),
            "--roster.artifacts.upload-lease=1s",
            "--roster.artifacts.deletion-grace=1s",
            "--roster.artifacts.deletion-claim=1s",
            "--roster.artifacts.stray-age=1s",
            "--roster.artifacts.stray-grace=1s",
            "--roster.artifacts.sweep-every=250ms",
            "--roster.artifacts.reconcile-every=500ms",
            "--roster.uploads.expiry=" + EXPIRY.toMillis() + "ms",
            "--roster.uploads.verify-at-once=10KB",
            "--roster.uploads.verify-every=100ms",
            "--roster.s3.deadline=5s",
            "--roster.scrub.period=2s",
            "--roster.scrub.presence-period=1s",
            "--roster.scrub.max-rate=1GB"));
    return ServerProcess.start(folder, flags.toArray(String[]::new));
  }

  /** The arguments of a command that looks past the faults. */
  String[] arguments(String command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(OwnEngines.flags(database));
    arguments.addAll(store.flagsPastFaults());
    return arguments.toArray(String[]::new);
  }

  /** Ends it; what it logged since its last start. */
  String log() throws InterruptedException {
    process.ask();
    process.exit();
    return process.output();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.close();
    toDatabase.close();
    store.close();
  }
}
