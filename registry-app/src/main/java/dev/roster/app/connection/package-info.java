/**
 * How connections and half-sent requests are bounded, before a request reaches its filters: by
 * client, by time and by form.
 */
@NullMarked
package dev.roster.app.connection;

import org.jspecify.annotations.NullMarked;
