/** Versions over REST. */
@NullMarked
package dev.roster.api.version;

import org.jspecify.annotations.NullMarked;
