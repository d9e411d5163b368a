package dev.roster.core.webhook;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Where deliveries are kept for people to see, for a while. */
public interface DeliveryStore {
  /** Newest first. */
  Page<Delivery> list(UUID webhook, PageRequest page);

  Optional<Delivery> find(UUID webhook, UUID delivery);

  /** Adds a delivery outside the order, of an event that tries the receiver. */
  Delivery addTest(UUID webhook, String eventId, Instant now);

  /** Sends a delivery again, at once and outside the order. */
  void sendAgain(UUID webhook, UUID delivery, Instant now);

  /** Removes deliveries that are older than this, and those beyond a number for each webhook. */
  void trim(Instant before, int perWebhook);
}
