/** Deleted models and versions: they can be listed, restored and purged. */
@NullMarked
package dev.roster.core.trash;

import org.jspecify.annotations.NullMarked;
