/** Tests of how fields are read in SQL. */
@NullMarked
package dev.roster.storage.search.field;

import org.jspecify.annotations.NullMarked;
