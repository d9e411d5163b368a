/** What a key stands for, seen from within. */
@NullMarked
package dev.roster.api.idempotency;

import org.jspecify.annotations.NullMarked;
