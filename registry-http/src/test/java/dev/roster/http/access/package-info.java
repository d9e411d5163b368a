/** The table of routes against the routes there are. */
@NullMarked
package dev.roster.http.access;

import org.jspecify.annotations.NullMarked;
