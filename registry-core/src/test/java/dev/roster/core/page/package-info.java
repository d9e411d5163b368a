/** Tests of pages. */
@NullMarked
package dev.roster.core.page;

import org.jspecify.annotations.NullMarked;
