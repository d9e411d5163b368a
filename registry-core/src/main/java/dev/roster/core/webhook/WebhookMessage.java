package dev.roster.core.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.event.CloudEvent;
import dev.roster.core.event.Event;
import dev.roster.core.event.EventSource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a webhook is sent of an event. The JSON of each format is fixed, and texts of people are
 * values in it.
 *
 * @param id of the event
 */
record WebhookMessage(String id, String contentType, byte[] body) {
  /** The type of the event that tries a receiver. */
  static final String TEST = "webhook.test";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static WebhookMessage of(Event event, Webhook.Format format, EventSource source) {
    String model = event.entry().model();
    String line = (model == null ? "" : model + ": ") + event.entry().line();
    return of(CloudEvent.of(event, source), line, format);
  }

  /** The event that tries the receiver of the webhook. */
  static WebhookMessage test(String id, Webhook webhook, Instant at, EventSource source) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("webhook", webhook.id().toString());
    data.put("name", webhook.definition().name());
    return of(
        CloudEvent.outsideTheLog(id, TEST, at, source, data),
        "Roster tries the webhook " + webhook.definition().name(),
        webhook.definition().format());
  }

  private static WebhookMessage of(CloudEvent event, String line, Webhook.Format format) {
    return switch (format) {
      case CLOUDEVENTS ->
          new WebhookMessage(event.id(), "application/cloudevents+json", bytes(event.json()));
      case SLACK -> new WebhookMessage(event.id(), "application/json", json(slack(line)));
      case TEAMS -> new WebhookMessage(event.id(), "application/json", json(teams(line)));
    };
  }

  /** Without its markup: {@code <!channel>} of a reason would call everybody. */
  private static Map<String, Object> slack(String line) {
    String escaped = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return Map.of("text", escaped, "mrkdwn", false, "unfurl_links", false, "unfurl_media", false);
  }

  /** An adaptive card; the text of a {@code TextRun} has no markup. */
  private static Map<String, Object> teams(String line) {
    Map<String, Object> text =
        Map.of(
            "type", "RichTextBlock", "inlines", List.of(Map.of("type", "TextRun", "text", line)));
    Map<String, Object> card =
        Map.of("type", "AdaptiveCard", "version", "1.4", "body", List.of(text));
    return Map.of(
        "type",
        "message",
        "attachments",
        List.of(Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card)));
  }

  private static byte[] json(Map<String, Object> value) {
    return bytes(JSON.writeValueAsString(value));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
