/** The audit trail: one immutable entry per change. */
@NullMarked
package dev.roster.core.audit;

import org.jspecify.annotations.NullMarked;
