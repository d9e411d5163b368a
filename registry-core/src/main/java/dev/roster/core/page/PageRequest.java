package dev.roster.core.page;

import org.jspecify.annotations.Nullable;

/**
 * Which page is asked for.
 *
 * @param limit 1 to {@value #MAX}, or to {@value #LARGEST} where a list allows larger pages
 * @param after the position that the page before ended at; null means the first page
 */
public record PageRequest(int limit, @Nullable Position after) {
  public static final int MAX = 200;
  public static final int LARGEST = 10_000;
  public static final int DEFAULT = 50;

  public PageRequest {
    if (limit < 1 || limit > LARGEST) throw new IllegalArgumentException("limit " + limit);
  }

  /** How many rows to read: one more than are shown, to see whether there is a next page. */
  public int fetch() {
    return limit + 1;
  }
}
