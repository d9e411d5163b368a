/** The REST resources of baselines, observations, monitors, checks and incidents. */
@NullMarked
package dev.roster.api.monitoring;

import org.jspecify.annotations.NullMarked;
