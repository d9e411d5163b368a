/** Comparison of versions over REST. */
@NullMarked
package dev.roster.api.comparison;

import org.jspecify.annotations.NullMarked;
