/** Searches on a real PostgreSQL, beside the same in plain Java. */
@NullMarked
package dev.roster.storage.search;

import org.jspecify.annotations.NullMarked;
