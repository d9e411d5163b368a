/** The judgement of a window: a pure function of baseline, profile and rules. */
@NullMarked
package dev.roster.drift.judgement;

import org.jspecify.annotations.NullMarked;
