/** Examines machine, database and store; each finding comes with its remedy. */
@NullMarked
package dev.roster.app.doctor;

import org.jspecify.annotations.NullMarked;
