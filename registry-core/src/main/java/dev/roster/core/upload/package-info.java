/** Uploads in parts: large files that arrive piece by piece and can be resumed. */
@NullMarked
package dev.roster.core.upload;

import org.jspecify.annotations.NullMarked;
