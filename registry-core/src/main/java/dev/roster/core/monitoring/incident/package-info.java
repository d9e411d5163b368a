/** Incidents: alarms with their history, and when they are closed. */
@NullMarked
package dev.roster.core.monitoring.incident;

import org.jspecify.annotations.NullMarked;
