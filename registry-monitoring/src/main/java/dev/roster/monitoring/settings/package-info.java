/** The settings of monitoring. */
@NullMarked
package dev.roster.monitoring.settings;

import org.jspecify.annotations.NullMarked;
