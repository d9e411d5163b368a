/** Tests of retirement: announced, drained, retired; and of what retention reclaims. */
@NullMarked
package dev.roster.app.retirement;

import org.jspecify.annotations.NullMarked;
