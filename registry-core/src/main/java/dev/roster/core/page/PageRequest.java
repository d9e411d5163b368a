package dev.roster.core.page;

import org.jspecify.annotations.Nullable;

/**
 * Which page is asked for.
 *
 * @param limit 1 to {@value #MAX}
 * @param after the position that the page before ended at; null means the first page
 */
public record PageRequest(int limit, @Nullable Position after) {
  public static final int MAX = 200;
  public static final int DEFAULT = 50;

  public PageRequest {
    if (limit < 1 || limit > MAX) throw new IllegalArgumentException("limit " + limit);
  }

  /** How many rows to read: one more than are shown, to see whether there is a next page. */
  public int fetch() {
    return limit + 1;
  }
}
