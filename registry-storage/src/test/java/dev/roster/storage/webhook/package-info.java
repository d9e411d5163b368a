/** Tests of where webhooks are kept. */
@NullMarked
package dev.roster.storage.webhook;

import org.jspecify.annotations.NullMarked;
