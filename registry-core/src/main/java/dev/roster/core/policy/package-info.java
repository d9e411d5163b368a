/** The gates that a move between stages must pass, and the policy that says which of them judge. */
@NullMarked
package dev.roster.core.policy;

import org.jspecify.annotations.NullMarked;
