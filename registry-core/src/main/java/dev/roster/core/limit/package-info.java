/** Limits on what runs at the same time. */
@NullMarked
package dev.roster.core.limit;

import org.jspecify.annotations.NullMarked;
