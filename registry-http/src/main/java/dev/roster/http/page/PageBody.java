package dev.roster.http.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next the cursor of the next page; null if this is the last
 */
public record PageBody<T>(List<T> items, @Nullable String next) {}
