/** Rights of calls: the table of routes, and the guard that decides before a handler runs. */
@NullMarked
package dev.roster.http.access;

import org.jspecify.annotations.NullMarked;
