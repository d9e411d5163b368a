/** The rows of webhooks, of what they are to be sent, and of what they were sent. */
@NullMarked
package dev.roster.storage.webhook;

import org.jspecify.annotations.NullMarked;
