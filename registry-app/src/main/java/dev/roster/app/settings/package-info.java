/** Reads the settings from flags, environment and file, and refuses unsafe ones. */
@NullMarked
package dev.roster.app.settings;

import org.jspecify.annotations.NullMarked;
