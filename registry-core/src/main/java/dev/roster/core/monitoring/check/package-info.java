/** Checks: a window is judged, recorded and taken through the alarm of its monitor. */
@NullMarked
package dev.roster.core.monitoring.check;

import org.jspecify.annotations.NullMarked;
