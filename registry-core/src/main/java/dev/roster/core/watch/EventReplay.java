package dev.roster.core.watch;

import dev.roster.core.event.Event;
import dev.roster.core.event.EventLog;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;

/** Events of the past, for a watcher that goes on after the last one that it has seen. */
@Service
public class EventReplay {
  private static final int PAGE = 100;

  private final EventLog log;
  private final WatchSettings settings;
  private final Clock clock;

  EventReplay(EventLog log, WatchSettings settings, Clock clock) {
    this.log = log;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Where a stream goes on.
   *
   * @param hasGap whether events between the one that was seen and this place are not sent
   */
  public record Resumption(long after, boolean hasGap) {}

  /** Events that are too old are left out. So is a number that the log has not given yet. */
  public Resumption after(long seen) {
    long newest = log.newest();
    if (seen > newest) return new Resumption(newest, true); // of a log before it was restored
    if (seen == newest) return new Resumption(seen, false);
    long tooOld = log.lastBefore(clock.instant().minus(settings.replay()));
    return seen < tooOld ? new Resumption(tooOld, true) : new Resumption(seen, false);
  }

  /** Some of the events with a greater number, oldest first. */
  public List<Event> read(long after) {
    return log.after(after, PAGE);
  }
}
