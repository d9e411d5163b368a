/** Cards as Markdown. */
@NullMarked
package dev.roster.api.compliance;

import org.jspecify.annotations.NullMarked;
