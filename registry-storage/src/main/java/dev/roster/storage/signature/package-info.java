/** Signatures of versions, and where they are from. */
@NullMarked
package dev.roster.storage.signature;

import org.jspecify.annotations.NullMarked;
