package dev.roster.drift.profile;

import java.util.Arrays;

/** One column of a profile: how many values fell into each cell, and the moments of its numbers. */
public final class ColumnCounts {
  private final long[] counts;
  private final Moments moments;

  public ColumnCounts(long[] counts, Moments moments) {
    this.counts = counts.clone();
    this.moments = moments;
  }

  public long count(int cell) {
    return counts[cell];
  }

  public long[] counts() {
    return counts.clone();
  }

  public Moments moments() {
    return moments;
  }

  /** How many rows had this column, with or without a value. */
  public long rows() {
    return Arrays.stream(counts).sum();
  }

  public long missing() {
    return counts[counts.length - 1];
  }

  public long present() {
    return rows() - missing();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ColumnCounts that
        && Arrays.equals(counts, that.counts)
        && moments.equals(that.moments);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return Arrays.toString(counts);
  }
}
