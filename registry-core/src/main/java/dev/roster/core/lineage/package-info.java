/**
 * Where versions come from and what was made of them: graph, runs, what files say, how repeatable.
 */
@NullMarked
package dev.roster.core.lineage;

import org.jspecify.annotations.NullMarked;
