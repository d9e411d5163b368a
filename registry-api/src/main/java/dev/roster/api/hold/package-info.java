/** The REST resource of legal holds. */
@NullMarked
package dev.roster.api.hold;

import org.jspecify.annotations.NullMarked;
