/** Stores model cards. */
@NullMarked
package dev.roster.storage.card;

import org.jspecify.annotations.NullMarked;
