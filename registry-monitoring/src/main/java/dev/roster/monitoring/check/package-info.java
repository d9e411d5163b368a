/** Checks: the judgement as a pure function, and the use cases that run it. */
@NullMarked
package dev.roster.monitoring.check;

import org.jspecify.annotations.NullMarked;
