/** The rows of the history: the values of each fact, and when each was set. */
@NullMarked
package dev.roster.storage.history;

import org.jspecify.annotations.NullMarked;
