/** Metrics over REST. */
@NullMarked
package dev.roster.api.metric;

import org.jspecify.annotations.NullMarked;
