/** The REST resources of lineage: the graph, datasets, runs and reproducibility. */
@NullMarked
package dev.roster.api.lineage;

import org.jspecify.annotations.NullMarked;
