/** Rules of lineage. */
@NullMarked
package dev.roster.core.lineage;

import org.jspecify.annotations.NullMarked;
