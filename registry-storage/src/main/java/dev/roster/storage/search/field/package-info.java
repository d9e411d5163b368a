/** The SQL of each field of the filter language. */
@NullMarked
package dev.roster.storage.search.field;

import org.jspecify.annotations.NullMarked;
