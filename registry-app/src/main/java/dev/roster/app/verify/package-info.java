/**
 * Recomputes the invariants from the database and the store, sharing no code with their writers.
 */
@NullMarked
package dev.roster.app.verify;

import org.jspecify.annotations.NullMarked;
