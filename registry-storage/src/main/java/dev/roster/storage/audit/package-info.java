/** The audit log in PostgreSQL. */
@NullMarked
package dev.roster.storage.audit;

import org.jspecify.annotations.NullMarked;
