package dev.roster.core.event;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The numbered entries of the audit log as a stream. Whoever reads it keeps a number. */
public interface EventLog {
  /** The number of the newest event that is committed by now; 0 if there is none. */
  long newest();

  /** The events with a greater number, oldest first, at most {@code limit}. */
  List<Event> after(long sequence, int limit);

  Optional<Event> find(long sequence);

  /** The number of the last event before this time; 0 if there is none. */
  long lastBefore(Instant at);

  /** The events of these numbers, in any order. */
  List<Event> all(Collection<Long> sequences);
}
