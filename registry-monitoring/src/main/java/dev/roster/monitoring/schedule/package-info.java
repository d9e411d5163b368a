/** The schedule: monitors' slots on a cluster-safe scheduler in PostgreSQL. */
@NullMarked
package dev.roster.monitoring.schedule;

import org.jspecify.annotations.NullMarked;
