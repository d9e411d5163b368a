/** The REST resource of webhooks. */
@NullMarked
package dev.roster.api.webhook;

import org.jspecify.annotations.NullMarked;
