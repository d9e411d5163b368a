package dev.roster.http.idempotency;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Does something as another server would: on a thread of its own, to its end. */
final class OnAThread {
  interface Work {
    void run() throws Exception;
  }

  private OnAThread() {}

  static void run(Work work) {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      other
          .submit(
              () -> {
                work.run();
                return null;
              })
          .get();
    } catch (ExecutionException failed) {
      throw new AssertionError(failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    } finally {
      other.shutdownNow();
    }
  }
}
