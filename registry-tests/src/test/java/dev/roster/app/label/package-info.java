/** Labels over HTTP. */
@NullMarked
package dev.roster.app.label;

import org.jspecify.annotations.NullMarked;
