/** Lineage, from outside. */
@NullMarked
package dev.roster.app.lineage;

import org.jspecify.annotations.NullMarked;
