/** Searches over REST: the parameters of lists, and their answers. */
@NullMarked
package dev.roster.api.search;

import org.jspecify.annotations.NullMarked;
