package dev.roster.core.search;

import dev.roster.core.page.Page;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a search found.
 *
 * @param estimate how many there are about; null: not asked for
 * @param facets per field, as it was written, the values found most often
 */
public record SearchResult<T>(
    Page<T> page, @Nullable Long estimate, Map<String, List<Facets.Count>> facets) {
  public <R> SearchResult<R> map(Function<T, R> change) {
    return new SearchResult<>(page.map(change), estimate, facets);
  }
}
