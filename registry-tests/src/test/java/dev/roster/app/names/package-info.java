/** Names that would be taken for others. */
@NullMarked
package dev.roster.app.names;

import org.jspecify.annotations.NullMarked;
