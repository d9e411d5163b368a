/** Tests of the schedule of background jobs. */
@NullMarked
package dev.roster.core.job;

import org.jspecify.annotations.NullMarked;
