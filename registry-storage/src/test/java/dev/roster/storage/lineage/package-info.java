/** The graph of lineage on a real PostgreSQL. */
@NullMarked
package dev.roster.storage.lineage;

import org.jspecify.annotations.NullMarked;
