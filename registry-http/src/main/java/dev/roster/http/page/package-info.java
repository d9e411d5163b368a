/** Keyset pages over HTTP: limits, signed cursors, and the Link header. */
@NullMarked
package dev.roster.http.page;

import org.jspecify.annotations.NullMarked;
