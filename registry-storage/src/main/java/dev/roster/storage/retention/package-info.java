/** The rows of retention and of what it reclaimed. */
@NullMarked
package dev.roster.storage.retention;

import org.jspecify.annotations.NullMarked;
