@NullMarked
package dev.roster.drift.statistic;

import org.jspecify.annotations.NullMarked;
