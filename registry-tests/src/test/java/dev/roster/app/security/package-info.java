/** What the door refuses, and how. */
@NullMarked
package dev.roster.app.security;

import org.jspecify.annotations.NullMarked;
