/** The only HTTP client that calls systems which users name. */
@NullMarked
package dev.roster.outbound;

import org.jspecify.annotations.NullMarked;
