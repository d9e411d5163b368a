/** What the stream of events takes from the settings. */
@NullMarked
package dev.roster.app.event;

import org.jspecify.annotations.NullMarked;
