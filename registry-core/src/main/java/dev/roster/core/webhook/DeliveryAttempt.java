package dev.roster.core.webhook;

import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.event.Event;
import dev.roster.core.event.EventSource;
import dev.roster.core.outbound.Answer;
import dev.roster.core.outbound.Call;
import dev.roster.core.outbound.Outbound;
import dev.roster.core.webhook.Delivery.Attempt;
import dev.roster.core.webhook.LaneStore.Claim;
import dev.roster.core.webhook.LaneStore.Outcome;
import dev.roster.core.webhook.LaneStore.Target;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One try to send one event, judged by the rights that the maker of the webhook has now. */
@Component
class DeliveryAttempt {
  private static final int GONE = 410;

  private final Outbound outbound;
  private final SecretKeeping secrets;
  private final EventSource source;
  private final WebhookSettings settings;

  DeliveryAttempt(
      Outbound outbound, SecretKeeping secrets, EventSource source, WebhookSettings settings) {
    this.outbound = outbound;
    this.secrets = secrets;
    this.source = source;
    this.settings = settings;
  }

  /**
   * @param disable why the webhook is to be disabled; null if it is not
   */
  record Result(Outcome outcome, @Nullable String disable) {}

  /**
   * @param event null for one that tries the receiver
   * @param maker empty if its token was revoked
   */
  CompletableFuture<Result> send(
      Claim claim, Target target, @Nullable Event event, Optional<Principal> maker, Instant now) {
    Webhook webhook = target.webhook();
    Set<Action> actions = actions(webhook);
    if (maker.isEmpty()) return done(skipped(claim, actions), RevokedMakers.REASON);
    if (!isFor(claim, webhook, event, maker.get())) return done(skipped(claim, actions), null);
    WebhookMessage message =
        event == null
            ? WebhookMessage.test(String.valueOf(claim.eventId()), webhook, now, source)
            : WebhookMessage.of(event, webhook.definition().format(), source);
    String type = event == null ? WebhookMessage.TEST : event.entry().action().wire();
    return outbound
        .post(call(target, message, now))
        .thenApply(answer -> result(claim, message.id(), type, answer, now, actions));
  }

  private static boolean isFor(
      Claim claim, Webhook webhook, @Nullable Event event, Principal maker) {
    if (event == null) return claim.isOutsideTheOrder();
    return event.isReadableBy(maker)
        && (claim.isOutsideTheOrder() || webhook.definition().filter().includes(event));
  }

  private Call call(Target target, WebhookMessage message, Instant now) {
    String signatures =
        target.secrets().stream()
            .map(secrets::open)
            .map(secret -> secret.signature(message.id(), now, message.body()))
            .collect(Collectors.joining(" "));
    return new Call(
        target.webhook().definition().url(),
        message.contentType(),
        Map.of(
            "webhook-id", message.id(),
            "webhook-timestamp", String.valueOf(now.getEpochSecond()),
            "webhook-signature", signatures),
        message.body());
  }

  private Result result(
      Claim claim, String id, String type, Answer answer, Instant at, Set<Action> actions) {
    Integer status = answer.status();
    boolean delivered = status != null && status >= 200 && status < 300;
    Attempt attempt = new Attempt(at, status, answer.millis(), delivered ? null : error(answer));
    Instant ended = at.plusMillis(answer.millis());
    Instant first = claim.firstAt() == null ? at : claim.firstAt();
    boolean isGone = status != null && status == GONE;
    boolean isOver = !ended.isBefore(first.plus(settings.giveUpAfter()));
    Instant retryAt =
        delivered || claim.isOutsideTheOrder()
            ? null
            : RetrySchedule.next(
                claim.tries() + 1,
                answer.retryAfter(),
                ended,
                ThreadLocalRandom.current().nextDouble());
    String disable = null;
    if (isGone) disable = "The receiver answered 410: it wants no more events.";
    else if (!delivered && isOver && !claim.isOutsideTheOrder())
      disable =
          "The event %s was tried since %s and never delivered; the last try: %s."
              .formatted(id, first, attempt.error());
    return new Result(new Outcome(claim, id, type, attempt, delivered, retryAt, actions), disable);
  }

  private static @Nullable String error(Answer answer) {
    if (answer.status() == null) return answer.error();
    return answer.status() >= 300 && answer.status() < 400
        ? "it answered %d, and redirects are not followed".formatted(answer.status())
        : "it answered %d".formatted(answer.status());
  }

  private static Outcome skipped(Claim claim, Set<Action> actions) {
    return new Outcome(claim, null, null, null, false, null, actions);
  }

  private static CompletableFuture<Result> done(Outcome outcome, @Nullable String disable) {
    return CompletableFuture.completedFuture(new Result(outcome, disable));
  }

  private static Set<Action> actions(Webhook webhook) {
    return Arrays.stream(Action.values())
        .filter(webhook.definition().filter().types()::include)
        .collect(Collectors.toUnmodifiableSet());
  }
}
