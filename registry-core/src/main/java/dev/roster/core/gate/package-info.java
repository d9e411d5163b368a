/** Gates: rules that a move between stages must pass, and what they find. */
@NullMarked
package dev.roster.core.gate;

import org.jspecify.annotations.NullMarked;
