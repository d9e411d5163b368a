package dev.roster.api.watch;

import dev.roster.core.audit.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest events, written once for all watchers. It holds a bounded number of bytes, and no gap.
 * After an erasure it forgets what came before, which may name who was erased; the log no longer
 * does.
 */
final class RecentFrames {
  private static final int MAX_BYTES = 8 << 20;

  private final NavigableMap<Long, Frame> frames = new TreeMap<>();
  private long end;
  private int bytes;

  /** Goes on after this number, if it has not heard of later ones. */
  synchronized void begin(long position) {
    if (position > end) forgetUpTo(position);
  }

  synchronized void add(List<Frame> added) {
    for (Frame frame : added) {
      boolean isErasure = frame.event().entry().action() == Action.SUBJECT_ERASED;
      if (isErasure || frame.sequence() != end + 1) forgetUpTo(frame.sequence() - 1);
      frames.put(frame.sequence(), frame);
      end = frame.sequence();
      bytes += frame.bytes().length;
      while (bytes > MAX_BYTES && frames.size() > 1)
        bytes -= frames.pollFirstEntry().getValue().bytes().length;
    }
  }

  private void forgetUpTo(long position) {
    frames.clear();
    bytes = 0;
    end = position;
  }

  /** The number of the newest event. */
  synchronized long end() {
    return end;
  }

  /** Some of the events after this number; null if they are no longer held. */
  synchronized @Nullable List<Frame> after(long sequence, int limit) {
    if (sequence >= end) return List.of();
    if (frames.isEmpty() || frames.firstKey() > sequence + 1) return null;
    List<Frame> some = new ArrayList<>();
    for (Frame frame : frames.tailMap(sequence, false).values()) {
      some.add(frame);
      if (some.size() == limit) break;
    }
    return some;
  }
}
