/**
 * PostgreSQL and S3 that come with Roster: they live in the data folder and end with the server.
 */
@NullMarked
package dev.roster.app.embedded;

import org.jspecify.annotations.NullMarked;
