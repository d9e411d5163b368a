package dev.roster.app.embedded;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The PostgreSQL and the S3 store that Roster starts itself if the operator sets none. They start
 * in threads of their own, so that the server can prepare everything that does not need them yet.
 */
public final class EmbeddedEngines implements AutoCloseable {
  private final CompletableFuture<PostgresServer> postgres;
  private final CompletableFuture<StoreServer> store;
  private final EngineCredentials secrets;
  private final DataFolder folder;

  private EmbeddedEngines(DataFolder folder) {
    this.folder = folder;
    this.secrets = EngineCredentials.of(folder);
    this.postgres = begin("postgres-start", () -> PostgresServer.start(folder, secrets));
    this.store = begin("store-start", () -> StoreServer.start(folder.store(), secrets));
  }

  /**
   * Begins to start both on the folder's data. Engines that a killed server left running are
   * stopped first.
   */
  public static EmbeddedEngines start(DataFolder folder) {
    return new EmbeddedEngines(folder);
  }

  /** Each start has a thread, as the common pool has a single one on a machine with two cores. */
  private static <T> CompletableFuture<T> begin(String name, Supplier<T> start) {
    return CompletableFuture.supplyAsync(start, task -> new Thread(task, name).start());
  }

  /**
   * The settings by which the server reaches the engines. Reading the address of an engine waits
   * until it runs, and throws what its start threw.
   */
  public EngineSettings settings() {
    return new EngineSettings(
        () -> started(postgres).url(), () -> started(store).endpoint(), folder.store(), secrets);
  }

  private static <T> T started(CompletableFuture<T> engine) {
    try {
      return engine.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) throw cause;
      throw failed;
    }
  }

  @Override
  public void close() {
    try {
      close(store);
    } finally {
      close(postgres);
    }
  }

  /** An engine that is still starting is waited for; one that failed to start has stopped. */
  private static void close(CompletableFuture<? extends AutoCloseable> engine) {
    AutoCloseable running = engine.exceptionally(failed -> null).join();
    try {
      if (running != null) running.close();
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception failed) { // as AutoCloseable declares it
      throw new IllegalStateException("an engine does not stop", failed);
    }
  }
}
