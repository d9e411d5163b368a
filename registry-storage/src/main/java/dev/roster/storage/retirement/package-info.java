/** The rows of announced retirements, and what the metrics show of them. */
@NullMarked
package dev.roster.storage.retirement;

import org.jspecify.annotations.NullMarked;
