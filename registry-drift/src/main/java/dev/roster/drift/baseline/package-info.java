/** Baselines: the profile of the reference data, which freezes the cells of each column. */
@NullMarked
package dev.roster.drift.baseline;

import org.jspecify.annotations.NullMarked;
