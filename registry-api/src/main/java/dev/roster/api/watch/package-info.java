/** Watching: the stream of events over HTTP, as server-sent events. */
@NullMarked
package dev.roster.api.watch;

import org.jspecify.annotations.NullMarked;
