/** How each field of the filter language is read in SQL. */
@NullMarked
package dev.roster.storage.search.field;

import org.jspecify.annotations.NullMarked;
