/** Tests of the audit log and of the timeline read from it. */
@NullMarked
package dev.roster.core.audit;

import org.jspecify.annotations.NullMarked;
