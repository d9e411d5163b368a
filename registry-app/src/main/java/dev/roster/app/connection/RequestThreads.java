package dev.roster.app.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.apache.tomcat.util.threads.TaskQueue;
import org.apache.tomcat.util.threads.TaskThreadFactory;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;

/**
 * The threads that handle requests, on Java before 24. Tomcat's own pool adds a thread for each
 * request that finds none free, up to a thousand, even if all of them would be done in a moment;
 * when thousands of calls come at once, their threads take more memory than the calls. This one
 * adds threads beyond a hundred for bodies that are still arriving, and when no request ends.
 */
final class RequestThreads extends ThreadPoolExecutor {
  private static final int ENOUGH = 100;
  private static final int AT_LEAST = 10;
  private static final int AT_A_TIME = 50;
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final long STUCK_AFTER = Duration.ofSeconds(1).toNanos();

  private final PatientQueue queue;
  private volatile long endedAt = System.nanoTime();

  private RequestThreads(PatientQueue queue, int max) {
    super(
        Math.min(AT_LEAST, max),
        max,
        IDLE.toSeconds(),
        TimeUnit.SECONDS,
        queue,
        new TaskThreadFactory("http-", true, Thread.NORM_PRIORITY));
    this.queue = queue;
    queue.setParent(this);
  }

  /**
   * @param max how many threads there are at most
   * @param arriving how many of them wait for a body
   */
  static RequestThreads upTo(int max, IntSupplier arriving) {
    PatientQueue queue = new PatientQueue(arriving);
    RequestThreads threads = new RequestThreads(queue, max);
    queue.threads = threads;
    return threads;
  }

  @Override
  protected void afterExecute(Runnable task, Throwable failure) {
    endedAt = System.nanoTime();
    super.afterExecute(task, failure);
  }

  private boolean isStuck() {
    return System.nanoTime() - endedAt > STUCK_AFTER;
  }

  /** Adds threads if requests wait and none ends; called now and then. */
  void addIfStuck() {
    if (queue.isEmpty() || !isStuck()) return;
    int core = getCorePoolSize();
    int more = Math.min(queue.size(), AT_A_TIME);
    setCorePoolSize(Math.min(getMaximumPoolSize(), getPoolSize() + more));
    setCorePoolSize(core); // those that were started stay until they are idle
  }

  private static final class PatientQueue extends TaskQueue {
    private final transient IntSupplier arriving;
    private transient RequestThreads threads;

    PatientQueue(IntSupplier arriving) {
      this.arriving = arriving;
    }

    /** Returns false to have a thread added. */
    @Override
    public boolean offer(Runnable task) {
      return threads.getPoolSize() < ENOUGH + arriving.getAsInt() ? super.offer(task) : force(task);
    }
  }
}
