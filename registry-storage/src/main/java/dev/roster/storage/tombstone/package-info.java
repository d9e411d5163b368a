/** The rows of tombstones. */
@NullMarked
package dev.roster.storage.tombstone;

import org.jspecify.annotations.NullMarked;
