/** Tests of how run events are read. */
@NullMarked
package dev.roster.api.lineage;

import org.jspecify.annotations.NullMarked;
