/** The REST resources of policies. */
@NullMarked
package dev.roster.api.policy;

import org.jspecify.annotations.NullMarked;
