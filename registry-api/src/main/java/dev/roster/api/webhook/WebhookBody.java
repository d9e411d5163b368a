package dev.roster.api.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roster.core.webhook.Webhook;
import dev.roster.core.webhook.Webhooks;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook.
 *
 * @param disabledReason why it is disabled; null while it is active
 * @param secret signs its deliveries; shown when it is made, and never again
 * @param oldSecretUntil until when the secret before signs too; null if there is none
 */
record WebhookBody(
    UUID id,
    String name,
    String url,
    List<String> events,
    String models,
    Webhook.Format format,
    Webhook.State state,
    @Nullable String disabledReason,
    String createdBy,
    Instant createdAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant oldSecretUntil) {
  static WebhookBody of(Webhook webhook) {
    return of(webhook, null, null);
  }

  static WebhookBody of(Webhooks.Issued issued) {
    return of(issued.webhook(), issued.secret(), issued.oldEnds());
  }

  private static WebhookBody of(
      Webhook webhook, @Nullable String secret, @Nullable Instant oldSecretUntil) {
    Webhook.Definition definition = webhook.definition();
    return new WebhookBody(
        webhook.id(),
        definition.name(),
        definition.url(),
        definition.filter().types().patterns(),
        definition.filter().models().text(),
        definition.format(),
        webhook.state(),
        webhook.disabledReason(),
        webhook.createdBy(),
        webhook.createdAt(),
        secret,
        oldSecretUntil);
  }
}
