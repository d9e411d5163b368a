package dev.roster.api.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roster.core.search.Facets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One page of the result of a search.
 *
 * @param items the items, with all members or only with the members that the caller chose
 * @param next the cursor of the next page; null on the last page
 * @param estimate about how many items the search finds; null unless the caller asked for it
 * @param facets the most frequent values per field; null unless the caller asked for them
 */
public record FoundBody<T>(
    List<T> items,
    @Nullable String next,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long estimate,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, List<Facets.Count>> facets) {}
