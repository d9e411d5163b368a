/** The REST resources of stages, transitions, rollbacks, aliases and resolve. */
@NullMarked
package dev.roster.api.lifecycle;

import org.jspecify.annotations.NullMarked;
