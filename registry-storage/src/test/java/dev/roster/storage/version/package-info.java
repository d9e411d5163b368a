/** Rows of versions on a real PostgreSQL. */
@NullMarked
package dev.roster.storage.version;

import org.jspecify.annotations.NullMarked;
