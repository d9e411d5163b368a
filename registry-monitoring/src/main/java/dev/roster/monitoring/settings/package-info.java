/** What can be set about monitoring. */
@NullMarked
package dev.roster.monitoring.settings;

import org.jspecify.annotations.NullMarked;
