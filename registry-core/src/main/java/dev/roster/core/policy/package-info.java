/** Policies: what a team demands of moves between stages, as gates in CEL and as reports. */
@NullMarked
package dev.roster.core.policy;

import org.jspecify.annotations.NullMarked;
