/** Tests of the pace of the scrub. */
@NullMarked
package dev.roster.core.scrub;

import org.jspecify.annotations.NullMarked;
