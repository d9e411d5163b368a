/** Refusals of the domain: a code, the faulty fields and the remedy. */
@NullMarked
package dev.roster.core.problem;

import org.jspecify.annotations.NullMarked;
