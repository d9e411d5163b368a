/** Tests of what verify reads with. */
@NullMarked
package dev.roster.storage.verify;

import org.jspecify.annotations.NullMarked;
