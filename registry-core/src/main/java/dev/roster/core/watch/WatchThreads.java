package dev.roster.core.watch;

import java.util.concurrent.Executor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Threads that serve those who wait, and that end while nobody needs them. */
public final class WatchThreads {
  private static final int IDLE_SECONDS = 10;

  private WatchThreads() {}

  /**
   * An executor of at most {@code count} threads. Further tasks wait for one of them.
   *
   * @param name what the names of the threads begin with
   */
  public static Executor of(int count, String name) {
    ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
    threads.setCorePoolSize(count);
    threads.setMaxPoolSize(count);
    threads.setAllowCoreThreadTimeOut(true);
    threads.setKeepAliveSeconds(IDLE_SECONDS);
    threads.setThreadNamePrefix(name + "-");
    threads.setDaemon(true);
    threads.initialize();
    return threads;
  }
}
