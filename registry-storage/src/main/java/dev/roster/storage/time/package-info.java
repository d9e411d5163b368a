/** Times in columns. */
@NullMarked
package dev.roster.storage.time;

import org.jspecify.annotations.NullMarked;
