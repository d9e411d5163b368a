/** The counters of what versions, models and tokens store. */
@NullMarked
package dev.roster.storage.quota;

import org.jspecify.annotations.NullMarked;
