/** Retirement: versions that are announced to go out of use, drained and then retired. */
@NullMarked
package dev.roster.core.retirement;

import org.jspecify.annotations.NullMarked;
