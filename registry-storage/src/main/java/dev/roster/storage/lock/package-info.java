/** The one order in which transactions take locks of rows. */
@NullMarked
package dev.roster.storage.lock;

import org.jspecify.annotations.NullMarked;
