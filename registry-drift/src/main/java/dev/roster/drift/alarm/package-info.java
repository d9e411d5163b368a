/** The alarm of a monitor: a state machine over the outcomes of its windows. */
@NullMarked
package dev.roster.drift.alarm;

import org.jspecify.annotations.NullMarked;
