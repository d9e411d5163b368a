/** What Prometheus sees of monitors. */
@NullMarked
package dev.roster.monitoring.gauge;

import org.jspecify.annotations.NullMarked;
