package dev.roster.api.webhook;

import dev.roster.core.webhook.Webhook;
import dev.roster.core.webhook.WebhookDraft;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a webhook that a merge patch can change. */
record WebhookPatch(
    @Nullable String name,
    @Nullable String url,
    @Nullable List<String> events,
    @Nullable String models,
    Webhook.@Nullable Format format,
    Webhook.@Nullable State state) {
  static WebhookPatch of(WebhookDraft draft) {
    return new WebhookPatch(
        draft.name(), draft.url(), draft.events(), draft.models(), draft.format(), draft.state());
  }

  WebhookDraft draft() {
    return new WebhookDraft(name, url, events, models, format, state);
  }
}
