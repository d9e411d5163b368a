/** The command as a person at a terminal meets it: real processes, real signals. */
@NullMarked
package dev.roster.app.cli;

import org.jspecify.annotations.NullMarked;
