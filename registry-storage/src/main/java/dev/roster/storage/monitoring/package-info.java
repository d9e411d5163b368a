/** Rows and queries of baselines, observations, monitors, checks and incidents. */
@NullMarked
package dev.roster.storage.monitoring;

import org.jspecify.annotations.NullMarked;
