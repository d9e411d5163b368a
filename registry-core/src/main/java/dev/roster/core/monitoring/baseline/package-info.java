/** Setting and reading the baseline of a version. */
@NullMarked
package dev.roster.core.monitoring.baseline;

import org.jspecify.annotations.NullMarked;
