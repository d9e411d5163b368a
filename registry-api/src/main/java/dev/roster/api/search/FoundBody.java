package dev.roster.api.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roster.core.search.Facets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of what was found.
 *
 * @param items with all their members, or with those that were chosen
 * @param next the cursor of the next page; null: this is the last
 * @param estimate how many there are about, if it was asked for
 * @param facets the values found most often per field, if they were asked for
 */
public record FoundBody<T>(
    List<T> items,
    @Nullable String next,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long estimate,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, List<Facets.Count>> facets) {}
