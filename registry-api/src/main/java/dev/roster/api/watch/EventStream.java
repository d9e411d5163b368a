package dev.roster.api.watch;

import dev.roster.core.access.Principal;
import dev.roster.core.event.Event;
import dev.roster.core.event.EventFilter;
import dev.roster.core.watch.Waiters;
import dev.roster.http.connection.ClientConnection;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What one watcher gets. It is written whenever the client takes bytes, by the thread that brings
 * news or by one of the container; meanwhile it holds none.
 */
final class EventStream implements WriteListener, AsyncListener {
  private static final long COMMENT_EVERY = Duration.ofSeconds(15).toNanos();

  /** How many bytes are held for a client that takes none, beside those that Tomcat holds. */
  private static final int MAX_PENDING = 64 << 10;

  private static final int AT_A_TIME = 100;

  private final EventStreams all;
  private final Waiters.Place place;
  private final EventFilter filter;
  private final AsyncContext call;
  private final ServletOutputStream out;
  private final ReentrantLock writing = new ReentrantLock();
  private final Queue<byte[]> pending = new ArrayDeque<>();

  /** The last event that was judged for this watcher. */
  private long judged;

  private boolean hasUnflushed;
  private boolean readsLog;
  private boolean ended;
  private boolean isBlocked;
  private long blockedAt;
  private long commentedAt = System.nanoTime();

  /**
   * @param after the number after which the stream begins
   * @param gap what is said first; null if no events are missing
   */
  EventStream(
      EventStreams all,
      Waiters.Place place,
      EventFilter filter,
      AsyncContext call,
      long after,
      byte @Nullable [] gap)
      throws IOException {
    this.all = all;
    this.place = place;
    this.filter = filter;
    this.call = call;
    this.out = call.getResponse().getOutputStream();
    this.judged = after;
    pending.add(Frame.COMMENT);
    if (gap != null) pending.add(gap);
  }

  @Override
  public void onWritePossible() {
    write();
  }

  /**
   * Looks after the stream: its rights, a comment now and then, what is new, a client that hangs.
   *
   * @param patience how long it may hang
   * @param newest the number of the newest event
   */
  void tick(long now, long patience, long newest) {
    writing.lock();
    try {
      if (isBlocked && now - blockedAt >= patience) {
        all.counts().cut();
        cut();
      } else if (place.principal() == null) {
        end();
      } else {
        if (now - commentedAt >= COMMENT_EVERY && pending.isEmpty() && !isBlocked) {
          commentedAt = now;
          pending.add(Frame.COMMENT);
        }
        if (!isBlocked && (judged < newest || !pending.isEmpty())) write();
      }
    } finally {
      writing.unlock();
    }
  }

  /** Writes what the client takes without being waited for. */
  private void write() {
    writing.lock();
    try {
      while (!ended && out.isReady()) {
        isBlocked = false;
        if (hasUnflushed) {
          hasUnflushed = false;
          out.flush();
        } else if (!pending.isEmpty()) {
          hasUnflushed = true;
          out.write(pending.remove());
        } else if (!fill()) {
          return;
        }
      }
      if (ended || isBlocked) return;
      isBlocked = true; // until the container calls
      blockedAt = System.nanoTime();
    } catch (IOException | IllegalStateException gone) {
      leave(); // the container ends the call
    } finally {
      writing.unlock();
    }
  }

  /** Takes the next events; returns whether there are bytes to send. */
  private boolean fill() {
    Principal reader = place.principal();
    if (reader == null || readsLog) return false;
    while (pending.isEmpty()) {
      List<Frame> some = all.recent().after(judged, AT_A_TIME);
      if (some == null) {
        readsLog = true;
        all.readLog(this);
        return false;
      }
      if (some.isEmpty()) return false;
      take(some, reader);
    }
    return true;
  }

  private void take(List<Frame> frames, Principal reader) {
    int bytes = 0;
    for (Frame frame : frames) {
      if (bytes >= MAX_PENDING) return; // the rest is read again when these were taken
      judged = frame.sequence();
      if (!isFor(frame.event(), reader)) continue;
      pending.add(frame.bytes());
      bytes += frame.bytes().length;
      all.counts().sent();
    }
  }

  private boolean isFor(Event event, Principal reader) {
    return filter.includes(event) && event.isReadableBy(reader);
  }

  /** The number after which it wants events of the log. */
  long judged() {
    return judged;
  }

  /** Goes on with events that were read from the log. */
  void goOn(List<Frame> frames) {
    writing.lock();
    try {
      readsLog = false;
      Principal reader = place.principal();
      if (reader != null) take(frames, reader);
      write();
    } finally {
      writing.unlock();
    }
  }

  /** Ends the stream in order; a client that does not take what was sent is cut. */
  void end() {
    writing.lock();
    try {
      if (ended) return;
      if (isBlocked) {
        cut();
      } else {
        leave();
        call.complete();
      }
    } catch (IllegalStateException over) {
      leave();
    } finally {
      writing.unlock();
    }
  }

  private void cut() {
    if (ended) return;
    leave();
    if (call.getRequest().getAttribute(ClientConnection.ATTRIBUTE)
        instanceof ClientConnection connection) connection.cut();
    else call.complete();
  }

  private void leave() {
    ended = true;
    pending.clear();
    all.remove(this);
    place.leave();
  }

  @Override
  public void onError(Throwable failure) {
    writing.lock();
    try {
      leave();
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void onError(AsyncEvent failed) {
    onError(failed.getThrowable());
    failed.getAsyncContext().complete();
  }

  @Override
  public void onTimeout(AsyncEvent never) {
    onError(never);
  }

  @Override
  public void onComplete(AsyncEvent completed) {
    onError(completed.getThrowable());
  }

  @Override
  public void onStartAsync(AsyncEvent again) {
    // nothing starts it again
  }
}
