package dev.roster.storage.folder;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Threads that read and write the disk beside those that hash and send. */
final class DiskThreads {
  private static final Executor THREADS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "store-disk");
            thread.setDaemon(true);
            return thread;
          });

  private DiskThreads() {}

  interface DiskAction {
    void run() throws IOException;
  }

  static CompletableFuture<?> run(DiskAction action) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            action.run();
          } catch (IOException disk) {
            throw new CompletionException(disk);
          }
        },
        THREADS);
  }

  /** Waits for the action, and throws what it threw. */
  static void await(CompletableFuture<?> action) throws IOException {
    try {
      action.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof IOException disk) throw disk;
      throw failed;
    }
  }

  /** Waits for the end of the action, however it ends. */
  static void settle(CompletableFuture<?> action) {
    action.handle((done, failed) -> done).join();
  }
}
