/**
 * {@code Idempotency-Key}: the effect and its answer in one transaction, the answer again later.
 */
@NullMarked
package dev.roster.http.idempotency;

import org.jspecify.annotations.NullMarked;
