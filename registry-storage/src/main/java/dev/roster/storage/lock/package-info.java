/** The order in which transactions lock rows. */
@NullMarked
package dev.roster.storage.lock;

import org.jspecify.annotations.NullMarked;
