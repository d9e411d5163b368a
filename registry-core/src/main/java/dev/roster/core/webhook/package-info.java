/**
 * Webhooks: receivers to which the events of the audit log are sent, in order per model and at
 * least once.
 */
@NullMarked
package dev.roster.core.webhook;

import org.jspecify.annotations.NullMarked;
