/** Stages, transitions, rollback, aliases and resolve over REST. */
@NullMarked
package dev.roster.api.lifecycle;

import org.jspecify.annotations.NullMarked;
