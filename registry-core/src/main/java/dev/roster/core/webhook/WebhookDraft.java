package dev.roster.core.webhook;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.problem.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as somebody wants it, before it is judged.
 *
 * @param events types of events; null means all
 * @param models the name of a model, or a prefix with {@code *}; null means all
 * @param format null means CloudEvents
 * @param state null means active
 */
public record WebhookDraft(
    @Nullable String name,
    @Nullable String url,
    @Nullable List<String> events,
    @Nullable String models,
    Webhook.@Nullable Format format,
    Webhook.@Nullable State state) {
  static WebhookDraft of(Webhook webhook) {
    Webhook.Definition now = webhook.definition();
    return new WebhookDraft(
        now.name(),
        now.url(),
        now.filter().types().patterns(),
        now.filter().models().text(),
        now.format(),
        webhook.state());
  }

  Webhook.State requiredState() {
    if (state == null) throw Refused.invalid(field("state"), "must be active or disabled");
    return state;
  }
}
