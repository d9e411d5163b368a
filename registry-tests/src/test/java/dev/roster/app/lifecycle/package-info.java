/** Stages, rollback, aliases and resolve, from outside. */
@NullMarked
package dev.roster.app.lifecycle;

import org.jspecify.annotations.NullMarked;
