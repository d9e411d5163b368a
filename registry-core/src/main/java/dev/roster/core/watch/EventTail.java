package dev.roster.core.watch;

import dev.roster.core.event.Event;
import dev.roster.core.event.EventLog;
import dev.roster.core.job.BackgroundJob;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/**
 * The one reader of new events on this server. While somebody waits, it looks for them several
 * times a second and tells them to all who follow; otherwise it asks the database nothing.
 */
@Component
public class EventTail implements BackgroundJob {
  private static final int PAGE = 500;
  private static final long NOBODY_WAITS = -1;

  /** Passes events on to those who wait. */
  public interface Follower {
    boolean isAwaited();

    /**
     * What was added to the log, oldest first; perhaps nothing. It is called several times a second
     * while somebody waits, by one thread, and must not block.
     */
    void follow(List<Event> added);
  }

  private final EventLog log;
  private final Waiters waiters;
  private final List<Follower> followers = new CopyOnWriteArrayList<>();
  private long position = NOBODY_WAITS;

  EventTail(EventLog log, Waiters waiters) {
    this.log = log;
    this.waiters = waiters;
  }

  /** Has the follower told of events from now on, while it is awaited. */
  public void add(Follower follower) {
    followers.add(follower);
  }

  /**
   * The number of the newest event that was told. A follower that is awaited before this call hears
   * of all later ones, among them every change that is committed after it.
   */
  public synchronized long position() {
    if (position == NOBODY_WAITS) position = log.newest();
    return position;
  }

  private synchronized boolean isIdle() {
    if (followers.stream().anyMatch(Follower::isAwaited)) return false;
    position = NOBODY_WAITS;
    return true;
  }

  private synchronized void told(long newest) {
    position = newest;
  }

  @Override
  public String name() {
    return "event-tail";
  }

  @Override
  public Duration every() {
    return Duration.ofMillis(100);
  }

  @Override
  public void run() {
    if (isIdle()) return;
    waiters.refresh();
    List<Event> added;
    do {
      long from = position();
      added = log.after(from, PAGE);
      if (!added.isEmpty()) told(added.get(added.size() - 1).sequence());
      for (Follower follower : followers) follower.follow(added);
    } while (added.size() == PAGE);
  }
}
