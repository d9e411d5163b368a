/** Warnings: what the files of a version name and the version does not hold. */
@NullMarked
package dev.roster.core.warning;

import org.jspecify.annotations.NullMarked;
