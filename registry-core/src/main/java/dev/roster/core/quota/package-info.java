/** Limits of what a version, a model and a token may store. */
@NullMarked
package dev.roster.core.quota;

import org.jspecify.annotations.NullMarked;
