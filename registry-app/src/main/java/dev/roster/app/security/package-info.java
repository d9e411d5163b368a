/** The door: who calls, what is open to all, and how what never reaches a controller is refused. */
@NullMarked
package dev.roster.app.security;

import org.jspecify.annotations.NullMarked;
