/** Searches over REST: what a list is asked for, and how it answers. */
@NullMarked
package dev.roster.api.search;

import org.jspecify.annotations.NullMarked;
