/** Model cards. */
@NullMarked
package dev.roster.core.card;

import org.jspecify.annotations.NullMarked;
