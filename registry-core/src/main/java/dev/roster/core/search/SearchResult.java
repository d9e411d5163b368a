package dev.roster.core.search;

import dev.roster.core.page.Page;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The result of a search.
 *
 * @param estimate about how many rows there are; null if the caller did not ask
 * @param facets the most frequent values per field; a field is named as the caller wrote it
 */
public record SearchResult<T>(
    Page<T> page, @Nullable Long estimate, Map<String, List<Facets.Count>> facets) {
  public <R> SearchResult<R> map(Function<T, R> change) {
    return new SearchResult<>(page.map(change), estimate, facets);
  }
}
