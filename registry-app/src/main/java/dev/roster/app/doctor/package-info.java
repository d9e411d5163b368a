/** What an operator asks first when something is wrong; each finding has its remedy. */
@NullMarked
package dev.roster.app.doctor;

import org.jspecify.annotations.NullMarked;
