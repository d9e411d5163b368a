/** Settings and where they come from. */
@NullMarked
package dev.roster.app.settings;

import org.jspecify.annotations.NullMarked;
