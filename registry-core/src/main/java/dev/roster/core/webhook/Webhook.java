package dev.roster.core.webhook;

import dev.roster.core.event.EventFilter;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A receiver of events.
 *
 * @param owner the id of the principal that made it, whose rights decide what is sent
 * @param disabledReason why it is disabled; null while it is active
 */
public record Webhook(
    UUID id,
    Definition definition,
    State state,
    @Nullable String disabledReason,
    String owner,
    String createdBy,
    Instant createdAt,
    long revision) {
  /** Whether events are sent. */
  public enum State {
    ACTIVE,
    DISABLED;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How an event is written. */
  public enum Format {
    /** CloudEvents 1.0, structured. */
    CLOUDEVENTS,
    /** A message of Slack's incoming webhooks. */
    SLACK,
    /** A message of Microsoft Teams' incoming webhooks. */
    TEAMS;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What people decide about a webhook.
   *
   * @param filter which events it is sent
   */
  public record Definition(String name, String url, EventFilter filter, Format format) {}
}
