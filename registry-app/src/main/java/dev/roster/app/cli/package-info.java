/** The roster command. */
@NullMarked
package dev.roster.app.cli;

import org.jspecify.annotations.NullMarked;
