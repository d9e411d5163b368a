/** Tests of the history and of the check that recomputes it. */
@NullMarked
package dev.roster.storage.history;

import org.jspecify.annotations.NullMarked;
