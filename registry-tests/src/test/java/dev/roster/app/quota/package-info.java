/** Tests of the limits of what may be stored. */
@NullMarked
package dev.roster.app.quota;

import org.jspecify.annotations.NullMarked;
