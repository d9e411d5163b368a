package dev.roster.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads in which names are looked up, which Java does by waiting. A name that was found quickly
 * the last time does not wait for those whose name server does not answer.
 */
final class Names implements AddressGuard.Lookup, AutoCloseable {
  private static final Duration QUICK = Duration.ofMillis(500);
  private static final int REMEMBERED = 10_000;
  private static final int QUICK_THREADS = 4;
  private static final int OTHER_THREADS = 32;

  private final ExecutorService quick = threads("outbound-names", QUICK_THREADS);
  private final ExecutorService others = threads("outbound-other-names", OTHER_THREADS);

  /** The names that were found quickly. */
  private final Map<String, Boolean> known =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });

  private static ExecutorService threads(String name, int number) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            number,
            number,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Where a call of the host begins. */
  ExecutorService threadsFor(String host) {
    return known.containsKey(host) ? quick : others;
  }

  @Override
  public InetAddress[] addresses(String host) throws UnknownHostException {
    long start = System.nanoTime();
    try {
      InetAddress[] found = InetAddress.getAllByName(host);
      if (System.nanoTime() - start < QUICK.toNanos()) known.put(host, true);
      else known.remove(host);
      return found;
    } catch (UnknownHostException unknown) {
      known.remove(host);
      throw unknown;
    }
  }

  @Override
  public void close() {
    quick.shutdownNow();
    others.shutdownNow();
  }
}
