/** Tests of what verify reads. */
@NullMarked
package dev.roster.app.verify;

import org.jspecify.annotations.NullMarked;
