/** The bytes behind artifacts: where they are stored, and the records of them. */
@NullMarked
package dev.roster.core.blob;

import org.jspecify.annotations.NullMarked;
