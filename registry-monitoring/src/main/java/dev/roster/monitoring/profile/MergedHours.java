package dev.roster.monitoring.profile;

import dev.roster.core.limit.MemoryBudget;
import dev.roster.core.monitoring.observation.HourlyCounts;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.profile.ProfileBytes;
import dev.roster.drift.profile.ProfileSum;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The hours of a batch, which are merged from several runs while they are read. */
final class MergedHours implements HourlyCounts {
  private final Baseline baseline;
  private final List<HourPart> inMemory;
  private final @Nullable HourSpill spill;
  private final MemoryBudget.Claim claim;

  /**
   * @param inMemory hours, which ascend
   * @param spill more parts of hours; null if there are none
   * @param claim the memory of the hours
   */
  MergedHours(
      Baseline baseline,
      List<HourPart> inMemory,
      @Nullable HourSpill spill,
      MemoryBudget.Claim claim) {
    this.claim = claim;
    this.baseline = baseline;
    this.inMemory = inMemory;
    this.spill = spill;
  }

  /** One profile of all parts of an hour. */
  static byte[] merged(Baseline baseline, List<byte[]> parts) {
    if (parts.size() == 1) return parts.get(0);
    ProfileSum sum = baseline.emptyProfile();
    parts.forEach(part -> ProfileBytes.addTo(sum, part));
    return ProfileBytes.of(sum);
  }

  @Override
  public Iterator<Hour> iterator() {
    List<Iterator<HourPart>> runs = new ArrayList<>(spill == null ? List.of() : spill.read());
    runs.add(inMemory.iterator());
    return new Merge(runs);
  }

  @Override
  public void close() {
    claim.close();
    if (spill != null) spill.close();
  }

  private record Head(HourPart part, Iterator<HourPart> rest) {}

  private final class Merge implements Iterator<Hour> {
    private final PriorityQueue<Head> heads =
        new PriorityQueue<>(Comparator.comparingLong((Head head) -> head.part().hour()));

    private Merge(List<Iterator<HourPart>> runs) {
      runs.forEach(this::advance);
    }

    private void advance(Iterator<HourPart> run) {
      if (run.hasNext()) heads.add(new Head(run.next(), run));
    }

    @Override
    public boolean hasNext() {
      return !heads.isEmpty();
    }

    @Override
    public Hour next() {
      if (heads.isEmpty()) throw new NoSuchElementException();
      long hour = heads.element().part().hour();
      List<byte[]> parts = new ArrayList<>();
      while (!heads.isEmpty() && heads.element().part().hour() == hour) {
        Head head = heads.remove();
        parts.add(head.part().counts());
        advance(head.rest());
      }
      Instant begin = Instant.EPOCH.plus(Duration.ofHours(hour));
      return new Hour(begin, merged(baseline, parts));
    }
  }
}
