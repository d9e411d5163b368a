package dev.roster.storage.reference;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers callers that come at the same time by one read. The first of a batch reads for all of it,
 * once the batch before is read; until then others join. So no caller is given anything that was
 * read before it asked, and a call that comes alone does not wait.
 *
 * @param <K> what is asked for
 * @param <V> what is found of it
 */
final class BatchedReads<K, V> {
  private static final class Batch<K, V> {
    private final Set<K> keys = new HashSet<>();
    private final CompletableFuture<Map<K, V>> found = new CompletableFuture<>();
  }

  private final Function<Set<K>, Map<K, V>> read;
  private final ReentrantLock reading = new ReentrantLock();
  private @Nullable Batch<K, V> open;

  /**
   * @param read gives what it finds of the keys; no transaction of the caller's may be seen by it
   */
  BatchedReads(Function<Set<K>, Map<K, V>> read) {
    this.read = read;
  }

  /** Empty if the key was not found. Throws what the read threw. */
  Optional<V> get(K key) {
    Batch<K, V> batch;
    boolean first;
    synchronized (this) {
      first = open == null;
      if (first) open = new Batch<>();
      batch = open;
      batch.keys.add(key);
    }
    if (first) read(batch);
    try {
      return Optional.ofNullable(batch.found.join().get(key));
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) throw cause;
      throw failure;
    }
  }

  private void read(Batch<K, V> batch) {
    reading.lock();
    try {
      synchronized (this) {
        open = null;
      }
      batch.found.complete(read.apply(batch.keys));
    } catch (Throwable failure) { // whoever waits has to hear of it, whatever it is
      batch.found.completeExceptionally(failure);
    } finally {
      reading.unlock();
    }
  }
}
