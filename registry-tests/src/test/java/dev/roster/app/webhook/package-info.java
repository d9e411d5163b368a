/** What receivers of webhooks get. */
@NullMarked
package dev.roster.app.webhook;

import org.jspecify.annotations.NullMarked;
