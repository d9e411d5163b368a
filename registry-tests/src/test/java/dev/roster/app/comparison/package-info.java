/** Comparison over HTTP. */
@NullMarked
package dev.roster.app.comparison;

import org.jspecify.annotations.NullMarked;
