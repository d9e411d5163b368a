/** The REST resource of retention runs. */
@NullMarked
package dev.roster.api.retention;

import org.jspecify.annotations.NullMarked;
