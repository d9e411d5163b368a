/** The filter language, and turns at searching. */
@NullMarked
package dev.roster.core.search;

import org.jspecify.annotations.NullMarked;
