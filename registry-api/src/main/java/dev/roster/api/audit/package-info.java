/** The audit trail over REST. */
@NullMarked
package dev.roster.api.audit;

import org.jspecify.annotations.NullMarked;
