/** Artifacts on a real database and store. */
@NullMarked
package dev.roster.storage.artifact;

import org.jspecify.annotations.NullMarked;
