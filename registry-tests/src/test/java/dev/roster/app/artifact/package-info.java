/** Artifacts as clients see them. */
@NullMarked
package dev.roster.app.artifact;

import org.jspecify.annotations.NullMarked;
