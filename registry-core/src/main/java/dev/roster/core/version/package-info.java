/** Versions of a model: register, describe, finalize. */
@NullMarked
package dev.roster.core.version;

import org.jspecify.annotations.NullMarked;
