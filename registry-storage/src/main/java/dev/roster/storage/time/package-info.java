/** Reads and writes columns of times. */
@NullMarked
package dev.roster.storage.time;

import org.jspecify.annotations.NullMarked;
