/** Model cards: what people write about a version, and what is missing of it. */
@NullMarked
package dev.roster.core.card;

import org.jspecify.annotations.NullMarked;
