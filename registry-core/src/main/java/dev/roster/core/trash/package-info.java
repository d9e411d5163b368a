/** What was deleted: finding it, bringing it back, and giving its bytes and its name free. */
@NullMarked
package dev.roster.core.trash;

import org.jspecify.annotations.NullMarked;
