package dev.roster.api.watch;

import dev.roster.core.event.Event;
import dev.roster.core.event.EventSource;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.watch.EventReplay;
import dev.roster.core.watch.EventTail;
import dev.roster.core.watch.Waiters;
import dev.roster.core.watch.WatchCounts;
import dev.roster.core.watch.WatchSettings;
import dev.roster.core.watch.WatchThreads;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** All streams of this server. New events go to each; a server that stops ends them first. */
@Component
class EventStreams implements EventTail.Follower, SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
  private static final int LOG_READERS = 2;

  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private final RecentFrames recent = new RecentFrames();
  private final Executor logReaders = WatchThreads.of(LOG_READERS, "event-replay");
  private final EventTail tail;
  private final EventReplay replay;
  private final EventSource source;
  private final Waiters waiters;
  private final WatchCounts counts;
  private final long patience;
  private volatile boolean running;

  EventStreams(
      EventTail tail,
      EventReplay replay,
      EventSource source,
      Waiters waiters,
      WatchCounts counts,
      WatchSettings settings) {
    this.tail = tail;
    this.replay = replay;
    this.source = source;
    this.waiters = waiters;
    this.counts = counts;
    this.patience = settings.writeTimeout().toNanos();
    tail.add(this);
  }

  RecentFrames recent() {
    return recent;
  }

  WatchCounts counts() {
    return counts;
  }

  /**
   * The number after which a stream that begins now hears of everything.
   *
   * @throws Refused {@code too_many_requests} if the server stops
   */
  long begin() {
    if (!running)
      throw Refused.because(
          ProblemCode.TOO_MANY_REQUESTS,
          "This server is stopping. Watch on another server, or try again after the time in"
              + " Retry-After.");
    long position = tail.position();
    recent.begin(position);
    return position;
  }

  void add(EventStream stream) {
    streams.add(stream);
    if (!running) stream.end();
  }

  void remove(EventStream stream) {
    streams.remove(stream);
  }

  /** Reads events of the log for a stream, soon and by another thread. */
  void readLog(EventStream stream) {
    logReaders.execute(
        () -> {
          try {
            stream.goOn(frames(replay.read(stream.judged())));
          } catch (RuntimeException failed) {
            LOG.warn("a watcher's past events could not be read: {}", failed.getMessage());
            stream.end(); // it comes back and goes on after the last event that it got
          }
        });
  }

  private List<Frame> frames(List<Event> events) {
    return events.stream().map(event -> Frame.of(event, source)).toList();
  }

  @Override
  public boolean isAwaited() {
    return waiters.count(Waiters.Kind.EVENTS) > 0;
  }

  @Override
  public void follow(List<Event> added) {
    recent.add(frames(added));
    long end = recent.end();
    long now = System.nanoTime();
    for (EventStream stream : streams) stream.tick(now, patience, end);
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    streams.forEach(EventStream::end);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
