/** Selects and describes the meters that Prometheus scrapes, as promtool demands. */
@NullMarked
package dev.roster.app.meters;

import org.jspecify.annotations.NullMarked;
