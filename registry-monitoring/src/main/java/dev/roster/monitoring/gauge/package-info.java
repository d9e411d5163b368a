/** The gauges and counters of monitors for Prometheus. */
@NullMarked
package dev.roster.monitoring.gauge;

import org.jspecify.annotations.NullMarked;
