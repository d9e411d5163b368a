/** Tests of what is remembered of resolved references. */
@NullMarked
package dev.roster.api.lifecycle;

import org.jspecify.annotations.NullMarked;
