/** JSON columns. */
@NullMarked
package dev.roster.storage.json;

import org.jspecify.annotations.NullMarked;
