/** Starting, and what the health endpoint says when an engine is away. */
@NullMarked
package dev.roster.app.start;

import org.jspecify.annotations.NullMarked;
