/** Tests of labels and ranges. */
@NullMarked
package dev.roster.core.label;

import org.jspecify.annotations.NullMarked;
