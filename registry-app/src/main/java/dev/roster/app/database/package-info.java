/** Checks and migrates the database at the start, and bounds and retries its calls. */
@NullMarked
package dev.roster.app.database;

import org.jspecify.annotations.NullMarked;
