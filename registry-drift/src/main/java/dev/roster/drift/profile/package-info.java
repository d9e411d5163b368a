/** Profiles: counts in the cells of a baseline and sums of numbers. They merge by addition. */
@NullMarked
package dev.roster.drift.profile;

import org.jspecify.annotations.NullMarked;
