/** Searches over HTTP. */
@NullMarked
package dev.roster.app.search;

import org.jspecify.annotations.NullMarked;
