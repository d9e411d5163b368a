/** Runs the checks that the capabilities contribute, over the database and the store. */
@NullMarked
package dev.roster.app.verify;

import org.jspecify.annotations.NullMarked;
