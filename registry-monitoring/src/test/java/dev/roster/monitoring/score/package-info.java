@NullMarked
package dev.roster.monitoring.score;

import org.jspecify.annotations.NullMarked;
