package dev.roster.app.faults;

import dev.roster.app.faults.CrashPoint.Moment;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where the server is to be killed. The first call or commit that reaches the crash point is held,
 * and its answer never comes.
 */
final class Ambush {
  private @Nullable CrashPoint point;
  private CountDownLatch reached = new CountDownLatch(1);

  synchronized void lay(CrashPoint at) {
    point = at;
    reached = new CountDownLatch(1);
  }

  synchronized void lift() {
    point = null;
    reached = new CountDownLatch(1);
  }

  /**
   * Whether the caller is at the crash point now, and has to hold what it carries. Only one caller
   * hears so.
   */
  synchronized boolean isAt(Moment moment, Predicate<CrashPoint> here) {
    if (point == null || point.moment() != moment || !here.test(point)) return false;
    point = null;
    reached.countDown();
    return true;
  }

  boolean await(long seconds) throws InterruptedException {
    CountDownLatch now;
    synchronized (this) {
      now = reached;
    }
    return now.await(seconds, TimeUnit.SECONDS);
  }
}
