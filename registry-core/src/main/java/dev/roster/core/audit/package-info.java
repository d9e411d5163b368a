/** The audit log: one immutable entry per change, and the timeline of a model read from it. */
@NullMarked
package dev.roster.core.audit;

import org.jspecify.annotations.NullMarked;
