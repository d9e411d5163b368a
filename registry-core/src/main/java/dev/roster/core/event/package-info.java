/**
 * The audit log as a stream of events: what an event is, who may read it, and how it is written.
 */
@NullMarked
package dev.roster.core.event;

import org.jspecify.annotations.NullMarked;
