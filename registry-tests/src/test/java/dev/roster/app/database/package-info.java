/** What the database must be before a server uses it. */
@NullMarked
package dev.roster.app.database;

import org.jspecify.annotations.NullMarked;
