/** The audit log and the timeline over REST. */
@NullMarked
package dev.roster.api.audit;

import org.jspecify.annotations.NullMarked;
