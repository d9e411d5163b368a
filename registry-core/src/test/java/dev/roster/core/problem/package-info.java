/** Tests of refusals and of the names of fields. */
@NullMarked
package dev.roster.core.problem;

import org.jspecify.annotations.NullMarked;
