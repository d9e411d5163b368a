/** Profiles: counting the values of a batch in the cells of a baseline, hour by hour. */
@NullMarked
package dev.roster.monitoring.profile;

import org.jspecify.annotations.NullMarked;
