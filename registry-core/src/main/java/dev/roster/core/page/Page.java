package dev.roster.core.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next where the next page begins; null if this was the last
 */
public record Page<T>(List<T> items, @Nullable Position next) {
  public Page {
    items = List.copyOf(items);
  }

  /**
   * The page in {@code rows}, which were read with one more than the limit to see whether there is
   * a next.
   */
  public static <T> Page<T> of(List<T> rows, int limit, Function<T, Position> position) {
    if (rows.size() <= limit) return new Page<>(rows, null);
    List<T> items = rows.subList(0, limit);
    return new Page<>(items, position.apply(items.get(limit - 1)));
  }

  public <R> Page<R> map(Function<T, R> change) {
    return new Page<>(items.stream().map(change).toList(), next);
  }
}
