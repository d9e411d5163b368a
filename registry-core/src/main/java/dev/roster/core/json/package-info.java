/** Canonical JSON. */
@NullMarked
package dev.roster.core.json;

import org.jspecify.annotations.NullMarked;
