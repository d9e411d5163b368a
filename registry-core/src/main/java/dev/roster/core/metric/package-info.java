/** Metrics of a version. */
@NullMarked
package dev.roster.core.metric;

import org.jspecify.annotations.NullMarked;
