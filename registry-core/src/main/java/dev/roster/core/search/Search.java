package dev.roster.core.search;

import dev.roster.core.page.PageRequest;

/**
 * What a caller asks of a list.
 *
 * @param estimate whether to say about how many rows there are
 */
public record Search(
    Filter filter, Order order, PageRequest page, boolean estimate, Facets facets) {}
