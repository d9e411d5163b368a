/** What a principal may see, as SQL; tokens. */
@NullMarked
package dev.roster.storage.access;

import org.jspecify.annotations.NullMarked;
