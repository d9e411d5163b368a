/** The rows of the history: what became of each fact, and when. */
@NullMarked
package dev.roster.storage.history;

import org.jspecify.annotations.NullMarked;
