package dev.roster.core.search;

import dev.roster.core.page.PageRequest;

/**
 * What a list is asked for.
 *
 * @param estimate whether to say how many there are about
 */
public record Search(
    Filter filter, Order order, PageRequest page, boolean estimate, Facets facets) {}
