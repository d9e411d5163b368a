/** Authenticates callers, and refuses requests that never reach a controller. */
@NullMarked
package dev.roster.app.security;

import org.jspecify.annotations.NullMarked;
