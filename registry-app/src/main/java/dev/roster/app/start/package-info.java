/** Starting the server: engines first, then Spring, then the banner; stopping in reverse. */
@NullMarked
package dev.roster.app.start;

import org.jspecify.annotations.NullMarked;
