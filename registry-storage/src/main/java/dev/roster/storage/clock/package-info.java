/** The clock that decides: the database's. */
@NullMarked
package dev.roster.storage.clock;

import org.jspecify.annotations.NullMarked;
