/** Drift statistics over counts per cell, with their laws under no drift. */
@NullMarked
package dev.roster.monitoring.score;

import org.jspecify.annotations.NullMarked;
