/** Finds versions by their labels. */
@NullMarked
package dev.roster.storage.label;

import org.jspecify.annotations.NullMarked;
