/** Digests of bytes and of text. */
@NullMarked
package dev.roster.core.digest;

import org.jspecify.annotations.NullMarked;
