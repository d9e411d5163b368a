/** Reads of a model, a version, a stage or an alias as of an instant in the past. */
@NullMarked
package dev.roster.core.asof;

import org.jspecify.annotations.NullMarked;
