/** The rounds of the scrub in PostgreSQL. */
@NullMarked
package dev.roster.storage.scrub;

import org.jspecify.annotations.NullMarked;
