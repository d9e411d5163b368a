/** Who may call what: the table of routes, the guard before the handlers, and tokens. */
@NullMarked
package dev.roster.http.access;

import org.jspecify.annotations.NullMarked;
