/** Calls that change many things at once: all of them or none. */
@NullMarked
package dev.roster.app.bulk;

import org.jspecify.annotations.NullMarked;
