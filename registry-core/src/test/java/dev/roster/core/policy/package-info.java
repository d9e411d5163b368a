/** Tests of the gates and of the policy. */
@NullMarked
package dev.roster.core.policy;

import org.jspecify.annotations.NullMarked;
