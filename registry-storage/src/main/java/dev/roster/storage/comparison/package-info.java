/** Set-based comparisons of versions. */
@NullMarked
package dev.roster.storage.comparison;

import org.jspecify.annotations.NullMarked;
