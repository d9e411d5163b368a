/** Waiting for changes: who waits, with which rights, and what is told to them. */
@NullMarked
package dev.roster.core.watch;

import org.jspecify.annotations.NullMarked;
