/** Baselines: freezing the cells of a column, and what is kept of them. */
@NullMarked
package dev.roster.monitoring.baseline;

import org.jspecify.annotations.NullMarked;
