/** Rows and queries of deleted models and versions. */
@NullMarked
package dev.roster.storage.trash;

import org.jspecify.annotations.NullMarked;
