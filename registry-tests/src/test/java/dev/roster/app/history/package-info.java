/** What was when, and what was deleted, from outside. */
@NullMarked
package dev.roster.app.history;

import org.jspecify.annotations.NullMarked;
