/** The REST resource of tokens. */
@NullMarked
package dev.roster.api.access;

import org.jspecify.annotations.NullMarked;
