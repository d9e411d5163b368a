/** The same key has one effect and one answer (I6). */
@NullMarked
package dev.roster.core.idempotency;

import org.jspecify.annotations.NullMarked;
