/**
 * The problem documents (RFC 9457) that callers get for refusals, and the pages that explain them.
 */
@NullMarked
package dev.roster.http.problem;

import org.jspecify.annotations.NullMarked;
