/** What a door may ask of the connection that a request came by. */
@NullMarked
package dev.roster.http.connection;

import org.jspecify.annotations.NullMarked;
