/** Lineage over REST: the graph, datasets, runs, how repeatable a version is. */
@NullMarked
package dev.roster.api.lineage;

import org.jspecify.annotations.NullMarked;
