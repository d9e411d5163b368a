/** Rows of answers by idempotency key. */
@NullMarked
package dev.roster.storage.idempotency;

import org.jspecify.annotations.NullMarked;
