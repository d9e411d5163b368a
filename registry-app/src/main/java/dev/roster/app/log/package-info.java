/** Writes each log event as one line. */
@NullMarked
package dev.roster.app.log;

import org.jspecify.annotations.NullMarked;
