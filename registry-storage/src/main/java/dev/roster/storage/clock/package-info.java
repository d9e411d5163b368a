/** The clock of the database, which sets all times that decide an order. */
@NullMarked
package dev.roster.storage.clock;

import org.jspecify.annotations.NullMarked;
