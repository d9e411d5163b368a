/** The audit log and the outbox in PostgreSQL. */
@NullMarked
package dev.roster.storage.audit;

import org.jspecify.annotations.NullMarked;
