/**
 * Calls to other systems, whose addresses users give: the port of the only HTTP client that makes
 * them.
 */
@NullMarked
package dev.roster.core.outbound;

import org.jspecify.annotations.NullMarked;
