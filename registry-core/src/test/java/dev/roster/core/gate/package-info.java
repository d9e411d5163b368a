/** Tests of the gates. */
@NullMarked
package dev.roster.core.gate;

import org.jspecify.annotations.NullMarked;
