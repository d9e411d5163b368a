/** Tombstones: what is said of bytes that were reclaimed. */
@NullMarked
package dev.roster.core.tombstone;

import org.jspecify.annotations.NullMarked;
