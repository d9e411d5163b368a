@NullMarked
package dev.roster.monitoring.baseline;

import org.jspecify.annotations.NullMarked;
