/** The filter language as SQL. */
@NullMarked
package dev.roster.storage.search;

import org.jspecify.annotations.NullMarked;
