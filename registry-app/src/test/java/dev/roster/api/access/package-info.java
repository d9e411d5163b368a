/** The table of routes against the routes there are. */
@NullMarked
package dev.roster.api.access;

import org.jspecify.annotations.NullMarked;
