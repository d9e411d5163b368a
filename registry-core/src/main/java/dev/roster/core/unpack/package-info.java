/** Archives whose files become artifacts of a draft, all of them or none. */
@NullMarked
package dev.roster.core.unpack;

import org.jspecify.annotations.NullMarked;
