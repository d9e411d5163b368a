/** The lineage of versions: the graph, runs, lineage in files, and reproducibility. */
@NullMarked
package dev.roster.core.lineage;

import org.jspecify.annotations.NullMarked;
