/**
 * The PostgreSQL and the S3 store that Roster starts itself: they keep their data in the data
 * folder and end with the server.
 */
@NullMarked
package dev.roster.app.embedded;

import org.jspecify.annotations.NullMarked;
