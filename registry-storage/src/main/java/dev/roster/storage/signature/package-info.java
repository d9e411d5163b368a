/** Rows of signatures of versions, with their sources. */
@NullMarked
package dev.roster.storage.signature;

import org.jspecify.annotations.NullMarked;
