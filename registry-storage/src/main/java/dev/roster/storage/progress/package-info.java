/** How far a long command is. */
@NullMarked
package dev.roster.storage.progress;

import org.jspecify.annotations.NullMarked;
