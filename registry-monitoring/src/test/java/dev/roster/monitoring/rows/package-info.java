@NullMarked
package dev.roster.monitoring.rows;

import org.jspecify.annotations.NullMarked;
