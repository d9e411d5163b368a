/** Temporary files: one folder for all of a server's, which is empty at its start. */
@NullMarked
package dev.roster.core.temporary;

import org.jspecify.annotations.NullMarked;
