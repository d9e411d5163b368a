/** Who may call what: the table of routes, the guard before the handlers, and tokens. */
@NullMarked
package dev.roster.api.access;

import org.jspecify.annotations.NullMarked;
