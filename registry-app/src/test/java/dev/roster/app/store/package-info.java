/** What Roster asks of a store. */
@NullMarked
package dev.roster.app.store;

import org.jspecify.annotations.NullMarked;
