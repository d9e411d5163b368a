/** Rows and queries of the graph of lineage. */
@NullMarked
package dev.roster.storage.lineage;

import org.jspecify.annotations.NullMarked;
