/** Rows and queries of what was deleted. */
@NullMarked
package dev.roster.storage.trash;

import org.jspecify.annotations.NullMarked;
