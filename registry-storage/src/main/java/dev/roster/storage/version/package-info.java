/** Rows and queries of versions. */
@NullMarked
package dev.roster.storage.version;

import org.jspecify.annotations.NullMarked;
