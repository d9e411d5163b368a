/** The rows of legal holds. */
@NullMarked
package dev.roster.storage.hold;

import org.jspecify.annotations.NullMarked;
