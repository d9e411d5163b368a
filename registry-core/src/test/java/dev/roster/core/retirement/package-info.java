/** Tests of when an announced version is drained. */
@NullMarked
package dev.roster.core.retirement;

import org.jspecify.annotations.NullMarked;
