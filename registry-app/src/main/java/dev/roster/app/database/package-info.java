/** The database as it must be before the server uses it: durable, and of this schema. */
@NullMarked
package dev.roster.app.database;

import org.jspecify.annotations.NullMarked;
