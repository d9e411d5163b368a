/** Batches of observations: each is counted once, in the cells of the baseline, hour by hour. */
@NullMarked
package dev.roster.core.monitoring.observation;

import org.jspecify.annotations.NullMarked;
