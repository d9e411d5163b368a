/** Versions of a model: registering, describing and finalizing them. */
@NullMarked
package dev.roster.core.version;

import org.jspecify.annotations.NullMarked;
