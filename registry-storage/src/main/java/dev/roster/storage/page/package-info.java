/** Pages of rows. */
@NullMarked
package dev.roster.storage.page;

import org.jspecify.annotations.NullMarked;
