/** The audit trail: one immutable entry per change, with what it makes of facts that move. */
@NullMarked
package dev.roster.core.audit;

import org.jspecify.annotations.NullMarked;
