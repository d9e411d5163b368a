/** The REST resources of announced retirements and of consumers. */
@NullMarked
package dev.roster.api.retirement;

import org.jspecify.annotations.NullMarked;
