@NullMarked
package dev.roster.monitoring.check;

import org.jspecify.annotations.NullMarked;
