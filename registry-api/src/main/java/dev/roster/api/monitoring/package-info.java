/** Baselines, observations, monitors, checks and incidents over REST. */
@NullMarked
package dev.roster.api.monitoring;

import org.jspecify.annotations.NullMarked;
