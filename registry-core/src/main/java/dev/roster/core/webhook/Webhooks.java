package dev.roster.core.webhook;

import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.event.EventLog;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.Revision;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Makes, shows, changes and tries webhooks. A webhook belongs to the principal that made it;
 * besides it, administrators of all models see and change it.
 */
@Service
public class Webhooks {
  private static final int TRIES = 5;

  private final WebhookStore store;
  private final DeliveryStore deliveries;
  private final WebhookRules rules;
  private final WebhookChanges changes;
  private final EventLog events;

  Webhooks(
      WebhookStore store,
      DeliveryStore deliveries,
      WebhookRules rules,
      WebhookChanges changes,
      EventLog events) {
    this.store = store;
    this.deliveries = deliveries;
    this.rules = rules;
    this.changes = changes;
    this.events = events;
  }

  /**
   * A webhook with its secret, which is shown this once.
   *
   * @param oldEnds until when the secret before signs too; null if there is none
   */
  public record Issued(Webhook webhook, String secret, @Nullable Instant oldEnds) {}

  /**
   * Makes a webhook for the events from now on.
   *
   * @throws Refused {@code invalid_field}, {@code forbidden}, {@code limit_reached}
   */
  public Issued create(WebhookDraft draft, Principal by) {
    Webhook.Definition definition = rules.check(draft, by);
    return changes.create(definition, events.newest(), by);
  }

  /** Its own ones, or all for an administrator; newest first. */
  public Page<Webhook> list(Principal by, PageRequest page) {
    return store.list(isAdmin(by) ? null : by.id(), page);
  }

  /**
   * @throws Refused {@code webhook_not_found}
   */
  public Webhook read(UUID id, Principal by) {
    return store.find(id).filter(found -> mayUse(found, by)).orElseThrow(Webhooks::missing);
  }

  /**
   * Changes what people decide about it. When it is made active again, it is sent what it missed,
   * at most a week of it.
   *
   * @param expected its revision
   * @throws Refused {@code webhook_not_found}, {@code stale}, {@code invalid_field}, {@code
   *     forbidden}
   */
  public Webhook change(
      UUID id, UnaryOperator<WebhookDraft> change, Optional<Long> expected, Principal by) {
    for (int tries = 0; tries < TRIES; tries++) { // the host is looked up outside a transaction
      Webhook seen = read(id, by);
      Revision.check(expected, seen.revision());
      WebhookDraft draft = change.apply(WebhookDraft.of(seen));
      Webhook.Definition definition = rules.check(draft, by);
      Optional<Webhook> changed = changes.change(seen, definition, draft.requiredState(), by);
      if (changed.isPresent()) return changed.get();
    }
    throw Refused.because(ProblemCode.CONFLICT, "Others change the webhook at the same time.");
  }

  /**
   * Makes a new secret. The one before signs for another day.
   *
   * @throws Refused {@code webhook_not_found}, {@code limit_reached}
   */
  public Issued replaceSecret(UUID id, Principal by) {
    return changes.replaceSecret(read(id, by), by);
  }

  /**
   * @throws Refused {@code webhook_not_found}, {@code stale}
   */
  public void delete(UUID id, Optional<Long> expected, Principal by) {
    changes.delete(read(id, by), expected, by);
  }

  /**
   * Sends an event by which the receiver can be tried, outside the order of others.
   *
   * @throws Refused {@code webhook_not_found}, {@code webhook_disabled}
   */
  public Delivery test(UUID id, Principal by) {
    return changes.test(read(id, by));
  }

  /**
   * Newest first.
   *
   * @throws Refused {@code webhook_not_found}
   */
  public Page<Delivery> deliveries(UUID id, PageRequest page, Principal by) {
    return deliveries.list(read(id, by).id(), page);
  }

  /**
   * Sends a delivery again, with the same id, outside the order of others.
   *
   * @throws Refused {@code webhook_not_found}, {@code delivery_not_found}, {@code webhook_disabled}
   */
  public Delivery redeliver(UUID id, UUID delivery, Principal by) {
    return changes.redeliver(read(id, by), delivery, by);
  }

  private static boolean mayUse(Webhook webhook, Principal by) {
    return webhook.owner().equals(by.id()) || isAdmin(by);
  }

  private static boolean isAdmin(Principal by) {
    return by.mayEverywhere(Permission.GRANT);
  }

  public static Refused missing() {
    return Refused.because(
        ProblemCode.WEBHOOK_NOT_FOUND, "There is no such webhook, or it is not yours.");
  }

  public static Refused noDelivery() {
    return Refused.because(
        ProblemCode.DELIVERY_NOT_FOUND,
        "The webhook has no such delivery, or it is no longer kept.");
  }
}
