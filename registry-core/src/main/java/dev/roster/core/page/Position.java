package dev.roster.core.page;

import java.util.List;

/** The sort key of the last row of a page; the next page begins after it. */
public record Position(List<String> keys) {
  public Position {
    keys = List.copyOf(keys);
  }

  public static Position of(Object... keys) {
    return new Position(java.util.Arrays.stream(keys).map(String::valueOf).toList());
  }

  public String text(int index) {
    return keys.get(index);
  }

  public long number(int index) {
    return Long.parseLong(keys.get(index));
  }
}
