/** The work that a server does by itself, on a schedule: the one home of background jobs. */
@NullMarked
package dev.roster.core.job;

import org.jspecify.annotations.NullMarked;
