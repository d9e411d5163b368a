/** Tests of the parameters of lists. */
@NullMarked
package dev.roster.api.search;

import org.jspecify.annotations.NullMarked;
