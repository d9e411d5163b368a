/** Tests of policies and of conditions in CEL. */
@NullMarked
package dev.roster.core.policy;

import org.jspecify.annotations.NullMarked;
