/** Tests of moves and rollbacks. */
@NullMarked
package dev.roster.core.lifecycle;

import org.jspecify.annotations.NullMarked;
