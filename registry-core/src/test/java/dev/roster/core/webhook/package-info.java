/** Tests of the rules of webhooks. */
@NullMarked
package dev.roster.core.webhook;

import org.jspecify.annotations.NullMarked;
