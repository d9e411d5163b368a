/** The metrics of what is stored. */
@NullMarked
package dev.roster.storage.gauge;

import org.jspecify.annotations.NullMarked;
