package dev.roster.monitoring.profile;

import dev.roster.core.limit.MemoryBudget;
import dev.roster.core.monitoring.observation.HourlyCounts;
import dev.roster.core.temporary.TemporaryFolder;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.profile.ProfileBytes;
import dev.roster.drift.profile.ProfileSum;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A profile for each hour of a batch. Only few hours are open at a time, and the others are bytes.
 * If there are too many bytes, they go to a temporary file, so that a batch of years takes little
 * memory, in whatever order its rows come.
 */
final class HourlyProfiles implements AutoCloseable {
  private static final int MAX_OPEN_HOURS = 1_000;
  private static final int MAX_OPEN_CELLS = 1_000_000;
  private static final long HOUR = 3600;

  private final Baseline baseline;
  private final int maxOpenHours;
  private final Limits limits;
  private final TemporaryFolder temporary;
  private final MemoryBudget.Claim claim;
  private final long bytesOfHour;
  private final LinkedHashMap<Long, ProfileSum> open = new LinkedHashMap<>(64, 0.75f, true);
  private final TreeMap<Long, List<byte[]>> closed = new TreeMap<>();
  private @Nullable HourSpill spill;
  private boolean finished;
  private long bytes;
  private long lastHour = Long.MIN_VALUE;
  private ProfileSum last;

  /**
   * @param memory how many bytes the closed hours may take in memory
   * @param disk how many bytes they may take in a temporary file
   */
  record Limits(long memory, long disk) {
    private static final long MEMORY = 16L << 20;

    /** The usual bytes in memory. */
    static Limits withDisk(long disk) {
      return new Limits(MEMORY, disk);
    }
  }

  HourlyProfiles(
      Baseline baseline, Limits limits, TemporaryFolder temporary, MemoryBudget.Claim claim) {
    this.claim = claim;
    this.baseline = baseline;
    this.temporary = temporary;
    this.limits = limits;
    int cells = baseline.columns().stream().mapToInt(column -> column.cells().size()).sum();
    this.bytesOfHour = 8L * cells;
    this.maxOpenHours = Math.max(2, Math.min(MAX_OPEN_HOURS, MAX_OPEN_CELLS / cells));
    this.last = baseline.emptyProfile();
  }

  /** The profile of the hour that contains an instant. */
  ProfileSum at(Instant instant) {
    long hour = Math.floorDiv(instant.getEpochSecond(), HOUR);
    if (hour == lastHour) return last;
    lastHour = hour;
    last = open.computeIfAbsent(hour, this::opened);
    if (open.size() > maxOpenHours) closeOldest();
    return last;
  }

  private ProfileSum opened(long hour) {
    claim.grow(bytesOfHour);
    return baseline.emptyProfile();
  }

  private void closeOldest() {
    Map.Entry<Long, ProfileSum> oldest = open.entrySet().iterator().next();
    open.remove(oldest.getKey());
    claim.shrink(bytesOfHour);
    close(oldest.getKey(), ProfileBytes.of(oldest.getValue()));
  }

  private void close(long hour, byte[] profile) {
    claimClosed(bytes + profile.length);
    closed.computeIfAbsent(hour, h -> new ArrayList<>()).add(profile);
    if (bytes <= limits.memory()) return;
    List<HourPart> merged = mergeClosed();
    if (bytes <= limits.memory() / 2) return; // merging again will not be necessary soon
    if (spill == null) spill = new HourSpill(temporary, limits.disk());
    spill.write(merged);
    closed.clear();
    claimClosed(0);
  }

  private void claimClosed(long now) {
    if (now > bytes) claim.grow(now - bytes);
    else claim.shrink(bytes - now);
    bytes = now;
  }

  /** Makes one profile of all of an hour, and returns the hours in order. */
  private List<HourPart> mergeClosed() {
    List<HourPart> merged = new ArrayList<>();
    closed.forEach(
        (hour, parts) -> {
          byte[] one = MergedHours.merged(baseline, parts);
          parts.clear();
          parts.add(one);
          merged.add(new HourPart(hour, one));
        });
    claimClosed(merged.stream().mapToLong(part -> part.counts().length).sum());
    return merged;
  }

  /** All hours. The caller closes them. */
  HourlyCounts finish() {
    while (!open.isEmpty()) closeOldest();
    HourlyCounts hours = new MergedHours(baseline, mergeClosed(), spill, claim);
    spill = null;
    finished = true;
    return hours;
  }

  /** Frees what was not finished. */
  @Override
  public void close() {
    if (spill != null) spill.close();
    spill = null;
    if (!finished) claim.close();
  }
}
