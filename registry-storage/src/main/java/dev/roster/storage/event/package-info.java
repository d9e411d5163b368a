/** The stream of events, read from the audit log. */
@NullMarked
package dev.roster.storage.event;

import org.jspecify.annotations.NullMarked;
