/** Versions, from outside. */
@NullMarked
package dev.roster.app.version;

import org.jspecify.annotations.NullMarked;
