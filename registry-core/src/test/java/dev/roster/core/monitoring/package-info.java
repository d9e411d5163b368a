@NullMarked
package dev.roster.core.monitoring;

import org.jspecify.annotations.NullMarked;
