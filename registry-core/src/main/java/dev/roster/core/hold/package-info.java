/** Legal holds: what nothing may delete, not even an administrator. */
@NullMarked
package dev.roster.core.hold;

import org.jspecify.annotations.NullMarked;
