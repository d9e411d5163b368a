/** The filter language, and the limit of searches per client. */
@NullMarked
package dev.roster.core.search;

import org.jspecify.annotations.NullMarked;
