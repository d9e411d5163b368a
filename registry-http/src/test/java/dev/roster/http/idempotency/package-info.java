/** What a key stands for, seen from within. */
@NullMarked
package dev.roster.http.idempotency;

import org.jspecify.annotations.NullMarked;
