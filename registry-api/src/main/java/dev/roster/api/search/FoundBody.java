package dev.roster.api.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roster.core.search.Facets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of a search's result.
 *
 * @param items with all members, or only with the members that the caller chose
 * @param next the cursor of the next page; null if this is the last page
 * @param estimate about how many items there are, if the caller asked for it
 * @param facets the most frequent values per field, if the caller asked for them
 */
public record FoundBody<T>(
    List<T> items,
    @Nullable String next,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long estimate,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, List<Facets.Count>> facets) {}
