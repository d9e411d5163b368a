/** Finding, restoring and purging what was deleted, over REST. */
@NullMarked
package dev.roster.api.trash;

import org.jspecify.annotations.NullMarked;
