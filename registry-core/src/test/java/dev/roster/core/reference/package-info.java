/** Tests of the words of the field. */
@NullMarked
package dev.roster.core.reference;

import org.jspecify.annotations.NullMarked;
