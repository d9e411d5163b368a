/** Random schedules of faults and kills, and what must hold after each. */
@NullMarked
package dev.roster.app.faults;

import org.jspecify.annotations.NullMarked;
