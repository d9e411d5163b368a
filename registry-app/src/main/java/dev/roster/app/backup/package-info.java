/** Writes the database and the bytes to a folder, and reads them from one. */
@NullMarked
package dev.roster.app.backup;

import org.jspecify.annotations.NullMarked;
