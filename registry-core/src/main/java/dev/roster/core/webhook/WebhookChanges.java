package dev.roster.core.webhook;

import static dev.roster.core.webhook.Webhook.State.ACTIVE;
import static dev.roster.core.webhook.Webhook.State.DISABLED;

import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.Actor;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.Revision;
import dev.roster.core.webhook.Webhook.Definition;
import dev.roster.core.webhook.Webhooks.Issued;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The changes of webhooks, each in a transaction with its audit entry. */
@Service
class WebhookChanges {
  private static final Duration OLD_SECRET_SIGNS = Duration.ofHours(24);
  private static final int MAX_OLD_SECRETS = 10;

  private final WebhookStore store;
  private final DeliveryStore deliveries;
  private final WebhookSettings settings;
  private final SecretKeeping secrets;
  private final AuditLog audit;
  private final Clock clock;

  WebhookChanges(
      WebhookStore store,
      DeliveryStore deliveries,
      WebhookSettings settings,
      SecretKeeping secrets,
      AuditLog audit,
      Clock clock) {
    this.store = store;
    this.deliveries = deliveries;
    this.settings = settings;
    this.secrets = secrets;
    this.audit = audit;
    this.clock = clock;
  }

  @Transactional
  public Issued create(Definition definition, long since, Principal by) {
    WebhookStore.Count count = store.countLocked(by.id());
    if (count.ofOwner() >= settings.perToken())
      throw Refused.because(
          ProblemCode.LIMIT_REACHED,
          "The token has made %,d webhooks, which is the limit (roster.webhooks.per-token). Delete one first."
              .formatted(count.ofOwner()));
    if (count.all() >= settings.total())
      throw Refused.because(
          ProblemCode.LIMIT_REACHED,
          "There are %,d webhooks, which is the limit (roster.webhooks.total). Delete one first."
              .formatted(count.all()));
    Webhook webhook =
        new Webhook(
            UUID.randomUUID(), definition, ACTIVE, null, by.id(), by.name(), clock.instant(), 1);
    SigningSecret secret = SigningSecret.random();
    store.insert(webhook, secrets.seal(secret), since);
    record(Action.WEBHOOK_CREATED, webhook.id(), facts(definition), by.actor());
    return new Issued(webhook, secret.text(), null);
  }

  /** Empty: it was changed since it was seen. */
  @Transactional
  public Optional<Webhook> change(
      Webhook seen, Definition definition, Webhook.State state, Principal by) {
    Webhook now = store.lock(seen.id()).orElseThrow(Webhooks::missing);
    if (now.revision() != seen.revision()) return Optional.empty();
    if (definition.equals(now.definition()) && state == now.state()) return Optional.of(now);
    if (state == ACTIVE && now.state() == DISABLED) store.resume(now.id(), clock.instant());
    boolean isPaused = state == DISABLED && now.state() == ACTIVE;
    if (!isPaused || !definition.equals(now.definition())) {
      store.change(now.id(), definition, state, clock.instant());
      Map<String, Object> facts = facts(definition);
      facts.put("state", state.wire());
      record(Action.WEBHOOK_CHANGED, now.id(), facts, by.actor());
    }
    if (isPaused) disable(now.id(), by.name() + " disabled it", by.actor());
    return store.find(now.id());
  }

  /** Disables it, unless it is, in the transaction of the caller or its own. */
  @Transactional
  public void disable(UUID id, String reason, Actor by) {
    if (store.lock(id).isPresent() && store.disable(id, reason))
      record(Action.WEBHOOK_DISABLED, id, new HashMap<>(Map.of("reason", reason)), by);
  }

  @Transactional
  public Issued replaceSecret(Webhook seen, Principal by) {
    store.lock(seen.id()).orElseThrow(Webhooks::missing);
    Instant now = clock.instant();
    if (store.oldSecrets(seen.id(), now) >= MAX_OLD_SECRETS)
      throw Refused.because(
          ProblemCode.LIMIT_REACHED,
          "%d secrets that were replaced in the last 24 hours still sign, which is the limit. Replace it when one of them has ended."
              .formatted(MAX_OLD_SECRETS));
    SigningSecret secret = SigningSecret.random();
    Instant oldEnds = now.plus(OLD_SECRET_SIGNS);
    store.replaceSecret(seen.id(), secrets.seal(secret), oldEnds);
    Map<String, Object> facts = new HashMap<>(Map.of("until", oldEnds.toString()));
    record(Action.WEBHOOK_CHANGED, seen.id(), facts, by.actor());
    return new Issued(store.find(seen.id()).orElseThrow(), secret.text(), oldEnds);
  }

  @Transactional
  public void delete(Webhook seen, Optional<Long> expected, Principal by) {
    Webhook now = store.lock(seen.id()).orElseThrow(Webhooks::missing);
    Revision.check(expected, now.revision());
    store.delete(now.id());
    record(Action.WEBHOOK_DELETED, now.id(), facts(now.definition()), by.actor());
  }

  @Transactional
  public Delivery test(Webhook seen) {
    refuseDisabled(store.lock(seen.id()).orElseThrow(Webhooks::missing));
    return deliveries.addTest(seen.id(), "test-" + UUID.randomUUID(), clock.instant());
  }

  @Transactional
  public Delivery redeliver(Webhook seen, UUID delivery, Principal by) {
    refuseDisabled(store.lock(seen.id()).orElseThrow(Webhooks::missing));
    deliveries.find(seen.id(), delivery).orElseThrow(Webhooks::noDelivery);
    deliveries.sendAgain(seen.id(), delivery, clock.instant());
    Delivery again = deliveries.find(seen.id(), delivery).orElseThrow(Webhooks::noDelivery);
    Map<String, Object> facts =
        new HashMap<>(Map.of("delivery", delivery.toString(), "event", again.event()));
    record(Action.WEBHOOK_REDELIVERED, seen.id(), facts, by.actor());
    return again;
  }

  private static void refuseDisabled(Webhook webhook) {
    if (webhook.state() == DISABLED)
      throw Refused.because(
          ProblemCode.WEBHOOK_DISABLED,
          "The webhook is disabled (%s), so nothing is sent. Make it active first."
              .formatted(webhook.disabledReason()));
  }

  private void record(Action action, UUID id, Map<String, Object> facts, Actor by) {
    facts.put("id", id.toString());
    audit.append(new Change(by, action, null, null, facts));
  }

  /** What may be known of it: not the URL, as whoever has one of Slack or Teams can post there. */
  private static Map<String, Object> facts(Definition definition) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("name", definition.name());
    facts.put("host", URI.create(definition.url()).getHost());
    facts.put("events", definition.filter().types().patterns());
    facts.put("models", definition.filter().models().text());
    facts.put("format", definition.format().wire());
    return facts;
  }
}
