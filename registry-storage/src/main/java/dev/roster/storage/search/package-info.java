/** Translates the filter language to SQL and runs searches. */
@NullMarked
package dev.roster.storage.search;

import org.jspecify.annotations.NullMarked;
