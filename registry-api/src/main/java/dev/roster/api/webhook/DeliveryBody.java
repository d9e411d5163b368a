package dev.roster.api.webhook;

import dev.roster.core.webhook.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery of an event.
 *
 * @param event the id of the event, which is sent as {@code webhook-id}
 * @param attempts oldest first, at most the last 30
 * @param next when it is tried next; null if it is not
 */
record DeliveryBody(
    UUID id,
    String event,
    String type,
    Delivery.State state,
    List<AttemptBody> attempts,
    @Nullable Instant next) {
  /**
   * One try.
   *
   * @param status of the receiver's answer; null if there was none in time
   * @param error what went wrong; null if nothing did
   */
  record AttemptBody(Instant at, @Nullable Integer status, long millis, @Nullable String error) {}

  static DeliveryBody of(Delivery delivery) {
    return new DeliveryBody(
        delivery.id(),
        delivery.event(),
        delivery.type(),
        delivery.state(),
        delivery.attempts().stream()
            .map(one -> new AttemptBody(one.at(), one.status(), one.millis(), one.error()))
            .toList(),
        delivery.next());
  }
}
