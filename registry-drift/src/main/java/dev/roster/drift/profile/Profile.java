package dev.roster.drift.profile;

import java.util.List;

/**
 * The profile of a batch or a window: counts per cell of each column, in the baseline's order.
 * Profiles of one baseline merge by addition, in any order.
 */
public record Profile(long rows, List<ColumnCounts> columns) {
  public Profile {
    columns = List.copyOf(columns);
  }

  public Profile plus(Profile other) {
    ProfileSum sum = new ProfileSum(columns.stream().mapToInt(c -> c.counts().length).toArray());
    sum.add(this);
    sum.add(other);
    return sum.profile();
  }
}
