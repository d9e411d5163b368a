/** The filter language: what it says, not how it is run. */
@NullMarked
package dev.roster.core.search;

import org.jspecify.annotations.NullMarked;
