package dev.roster.monitoring.profile;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.profile.ProfileBytes;
import dev.roster.drift.profile.ProfileSum;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A profile for each hour of a batch. Only few hours are open at a time and the others are bytes,
 * so that a batch of a year takes little memory.
 */
final class HourlyProfiles {
  private static final int MAX_OPEN_HOURS = 48;
  private static final int MAX_OPEN_CELLS = 4_000_000;
  private static final long MAX_CLOSED_BYTES = 64L << 20;
  private static final long HOUR = 3600;

  private final Baseline baseline;
  private final int maxOpenHours;
  private final long maxClosedBytes;
  private final LinkedHashMap<Long, ProfileSum> open = new LinkedHashMap<>(64, 0.75f, true);
  private final TreeMap<Long, List<byte[]>> closed = new TreeMap<>();
  private long bytes;
  private long lastHour = Long.MIN_VALUE;
  private ProfileSum last;

  HourlyProfiles(Baseline baseline) {
    this(baseline, MAX_CLOSED_BYTES);
  }

  /**
   * @param maxClosedBytes how many bytes the closed hours may take
   */
  HourlyProfiles(Baseline baseline, long maxClosedBytes) {
    this.baseline = baseline;
    this.maxClosedBytes = maxClosedBytes;
    int cells = baseline.columns().stream().mapToInt(column -> column.cells().size()).sum();
    this.maxOpenHours = Math.max(2, Math.min(MAX_OPEN_HOURS, MAX_OPEN_CELLS / cells));
    this.last = baseline.emptyProfile();
  }

  /** The profile of the hour that contains an instant. */
  ProfileSum at(Instant instant) {
    long hour = Math.floorDiv(instant.getEpochSecond(), HOUR);
    if (hour == lastHour) return last;
    lastHour = hour;
    last = open.computeIfAbsent(hour, h -> baseline.emptyProfile());
    if (open.size() > maxOpenHours) closeOldest();
    return last;
  }

  private void closeOldest() {
    Map.Entry<Long, ProfileSum> oldest = open.entrySet().iterator().next();
    open.remove(oldest.getKey());
    close(oldest.getKey(), ProfileBytes.of(oldest.getValue()));
  }

  private void close(long hour, byte[] profile) {
    bytes += profile.length;
    closed.computeIfAbsent(hour, h -> new ArrayList<>()).add(profile);
    if (bytes <= maxClosedBytes) return;
    mergeParts();
    if (bytes > maxClosedBytes / 2) // else merging would come ever more often
    throw Refused.because(
          ProblemCode.TOO_LARGE,
          "The batch spreads over too many hours. Send it sorted by time, or in several batches.");
  }

  private void mergeParts() {
    bytes = 0;
    for (List<byte[]> parts : closed.values()) {
      byte[] one = merged(parts);
      parts.clear();
      parts.add(one);
      bytes += one.length;
    }
  }

  /** All hours, in order, each as one profile. */
  Map<Instant, byte[]> finish() {
    while (!open.isEmpty()) closeOldest();
    Map<Instant, byte[]> hours = new LinkedHashMap<>();
    closed.forEach((hour, parts) -> hours.put(Instant.ofEpochSecond(hour * HOUR), merged(parts)));
    return hours;
  }

  private byte[] merged(List<byte[]> parts) {
    if (parts.size() == 1) return parts.get(0);
    ProfileSum sum = baseline.emptyProfile();
    parts.forEach(part -> ProfileBytes.addTo(sum, part));
    return ProfileBytes.of(sum);
  }
}
