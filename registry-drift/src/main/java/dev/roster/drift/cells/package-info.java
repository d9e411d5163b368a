/** The cells in which the values of a column are counted. */
@NullMarked
package dev.roster.drift.cells;

import org.jspecify.annotations.NullMarked;
