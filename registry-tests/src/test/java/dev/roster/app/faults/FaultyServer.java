package dev.roster.app.faults;

import dev.roster.app.ServerProcess;
import dev.roster.storage.Engines;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A server whose ways to its database and its store fail on demand, and which can be killed. */
final class FaultyServer implements AutoCloseable {
  static final String TOKEN = "faulty-admin-token-0123456789abcdefghij";

  final Ambush ambush = new Ambush();
  final Engines.Database database = Engines.database();
  final Engines.Bucket bucket = Engines.bucket();
  final JdbcClient jdbc = JdbcClient.create(database.dataSource());
  final DatabaseProxy toDatabase = new DatabaseProxy(database, ambush);
  final StoreProxy toStore = new StoreProxy(URI.create(bucket.endpoint()), ambush);

  private final Path folder;
  private ServerProcess process;
  private volatile CompletableFuture<String> serving = new CompletableFuture<>();

  FaultyServer(Path folder) throws IOException {
    this.folder = folder;
    toDatabase.open();
    toStore.open();
    process = start();
    serving.complete(process.url());
  }

  /** Where it answers; waits until it does. */
  String url() {
    return serving.join();
  }

  /** SIGKILL, and a start without faults. */
  void kill() throws IOException, InterruptedException {
    serving = new CompletableFuture<>();
    process.kill();
    toDatabase.mend();
    toStore.mend();
    process = start();
    serving.complete(process.url());
  }

  private ServerProcess start() throws IOException {
    return ServerProcess.start(
        folder,
        "--roster.admin-token=" + TOKEN,
        "--roster.datasource.url=" + toDatabase.url(),
        "--roster.datasource.username=" + database.username(),
        "--roster.datasource.password=" + database.password(),
        "--roster.s3.endpoint=" + toStore.endpoint(),
        "--roster.s3.bucket=" + bucket.name(),
        "--roster.s3.access-key=" + bucket.accessKey(),
        "--roster.s3.secret-key=" + bucket.secretKey(),
        "--roster.s3.region=" + bucket.region(),
        "--roster.artifacts.upload-lease=1s",
        "--roster.artifacts.deletion-grace=1s",
        "--roster.artifacts.deletion-claim=1s",
        "--roster.artifacts.stray-age=1s",
        "--roster.artifacts.stray-grace=1s",
        "--roster.artifacts.sweep-every=250ms",
        "--roster.artifacts.reconcile-every=500ms");
  }

  /** The arguments of a command that looks past the faults. */
  String[] arguments(String command) {
    return List.of(
            command,
            "--roster.datasource.url=" + database.url(),
            "--roster.datasource.username=" + database.username(),
            "--roster.datasource.password=" + database.password(),
            "--roster.s3.endpoint=" + bucket.endpoint(),
            "--roster.s3.bucket=" + bucket.name(),
            "--roster.s3.access-key=" + bucket.accessKey(),
            "--roster.s3.secret-key=" + bucket.secretKey(),
            "--roster.s3.region=" + bucket.region())
        .toArray(String[]::new);
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
    toStore.close();
  }
}
