/** The database as it is written to a backup and read from one. */
@NullMarked
package dev.roster.storage.backup;

import org.jspecify.annotations.NullMarked;
