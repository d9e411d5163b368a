/** Tests of limits, cursors and links. */
@NullMarked
package dev.roster.http.page;

import org.jspecify.annotations.NullMarked;
