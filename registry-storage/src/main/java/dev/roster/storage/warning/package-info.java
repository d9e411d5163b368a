/** The column of a version's warnings. */
@NullMarked
package dev.roster.storage.warning;

import org.jspecify.annotations.NullMarked;
