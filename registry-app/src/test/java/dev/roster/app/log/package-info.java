/** One event, one line. */
@NullMarked
package dev.roster.app.log;

import org.jspecify.annotations.NullMarked;
