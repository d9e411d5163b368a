/** Drift statistics: how far two distributions are apart, and how far chance alone moves them. */
@NullMarked
package dev.roster.drift.statistic;

import org.jspecify.annotations.NullMarked;
