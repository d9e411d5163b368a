/** Settings: one name in file, environment and flag; where each value came from; what is unsafe. */
@NullMarked
package dev.roster.app.settings;

import org.jspecify.annotations.NullMarked;
