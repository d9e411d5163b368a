/** The query parameters of lists over REST, and their answers. */
@NullMarked
package dev.roster.api.search;

import org.jspecify.annotations.NullMarked;
