/** Retention: the bytes of versions that were retired for long are reclaimed. */
@NullMarked
package dev.roster.core.retention;

import org.jspecify.annotations.NullMarked;
