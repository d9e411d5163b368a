/** Keyset pages of lists. */
@NullMarked
package dev.roster.core.page;

import org.jspecify.annotations.NullMarked;
