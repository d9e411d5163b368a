package dev.roster.app.backup;

import dev.roster.app.backup.CheckedBytes.Altered;
import dev.roster.core.blob.BlobStore;
import dev.roster.core.problem.Refused;
import dev.roster.storage.backup.StoredBytes;
import dev.roster.storage.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Copies bytes from one store to another, several files at once, and hashes them on the way. */
final class BytesCopy {
  private static final int STREAMS = 16; // many small files wait for the disk together
  private static final int WAITING = 256;

  private final BlobStore from;
  private final BlobStore to;
  private final Progress progress;

  /** Called beside the copying, time and again. */
  interface Watch {
    void check() throws Exception;
  }

  /** Called for bytes that are missing or altered. */
  interface Loss {
    void of(StoredBytes bytes, String what) throws IOException;
  }

  BytesCopy(BlobStore from, BlobStore to, Progress progress) {
    this.from = from;
    this.to = to;
    this.progress = progress;
  }

  /**
   * Copies all of them. The first failure ends it.
   *
   * @param loss called by several threads
   */
  void run(Iterator<StoredBytes> list, Watch watch, Loss loss) throws Exception {
    ExecutorService streams = Executors.newFixedThreadPool(STREAMS);
    try {
      Deque<Future<?>> underWay = new ArrayDeque<>();
      while (list.hasNext()) {
        StoredBytes next = list.next();
        if (underWay.size() == WAITING) await(underWay.remove());
        watch.check();
        underWay.add(
            streams.submit(
                () -> {
                  copy(next, loss);
                  return null;
                }));
      }
      while (!underWay.isEmpty()) await(underWay.remove());
      watch.check();
    } finally {
      streams.shutdownNow();
    }
  }

  private static void await(Future<?> copy) throws Exception {
    try {
      copy.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Exception cause) throw cause;
      throw failed;
    }
  }

  private void copy(StoredBytes bytes, Loss loss) throws IOException {
    Optional<String> fault = faultOf(bytes);
    if (fault.isPresent()) loss.of(bytes, fault.get());
    progress.addFile();
  }

  private Optional<String> faultOf(StoredBytes bytes) throws IOException {
    Optional<InputStream> found = from.read(bytes.key(), 0, bytes.size());
    if (found.isEmpty()) return Optional.of("nothing is under their key");
    try (InputStream in = new CheckedBytes(found.get(), bytes, progress)) {
      to.put(bytes.key(), in);
      return Optional.empty();
    } catch (Altered other) {
      return Optional.of(String.valueOf(other.getMessage()));
    } catch (Refused | IOException failed) { // a store may refuse to read beyond the end
      Optional<Long> size = from.size(bytes.key());
      if (size.isEmpty() || size.get() == bytes.size()) throw failed;
      return Optional.of("they are " + size.get() + " bytes instead of " + bytes.size());
    }
  }
}
