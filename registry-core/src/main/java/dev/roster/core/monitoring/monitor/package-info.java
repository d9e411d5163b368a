/** Monitors: their definitions, their schedules and what the gauges show of them. */
@NullMarked
package dev.roster.core.monitoring.monitor;

import org.jspecify.annotations.NullMarked;
