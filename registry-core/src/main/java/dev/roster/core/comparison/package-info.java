/** What differs between versions of a model. */
@NullMarked
package dev.roster.core.comparison;

import org.jspecify.annotations.NullMarked;
