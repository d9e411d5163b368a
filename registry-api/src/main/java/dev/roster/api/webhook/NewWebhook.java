package dev.roster.api.webhook;

import dev.roster.core.webhook.Webhook;
import dev.roster.core.webhook.WebhookDraft;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that makes a webhook.
 *
 * @param name for people, at most 128 characters
 * @param url http or https, at most 2,048 characters
 * @param events types such as {@code incident.opened} or {@code version.*}; all if left out
 * @param models the name of a model, or a prefix with {@code *}; all if left out
 * @param format CloudEvents if left out
 */
record NewWebhook(
    @Nullable String name,
    @Nullable String url,
    @Nullable List<String> events,
    @Nullable String models,
    Webhook.@Nullable Format format) {
  WebhookDraft draft() {
    return new WebhookDraft(name, url, events, models, format, Webhook.State.ACTIVE);
  }
}
