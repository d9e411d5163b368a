/** Tokens and what they allow. */
@NullMarked
package dev.roster.core.access;

import org.jspecify.annotations.NullMarked;
