/** Finds models and versions by name and number. */
@NullMarked
package dev.roster.storage.reference;

import org.jspecify.annotations.NullMarked;
