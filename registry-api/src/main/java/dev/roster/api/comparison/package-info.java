/** The REST resources that compare versions. */
@NullMarked
package dev.roster.api.comparison;

import org.jspecify.annotations.NullMarked;
