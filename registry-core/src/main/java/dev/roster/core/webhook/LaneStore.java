package dev.roster.core.webhook;

import dev.roster.core.audit.Action;
import dev.roster.core.event.EventFilter;
import dev.roster.core.webhook.Delivery.Attempt;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What webhooks are to be sent. A webhook has a lane for each model with events that it has not
 * been sent; the lane knows the next one. So a webhook is a place in the log of events, whatever is
 * in front of it.
 */
public interface LaneStore {
  /** The lane of events about no model. */
  long NO_MODEL = 0;

  /**
   * A webhook for which events are looked for.
   *
   * @param since events up to this number are not for it
   * @param behind up to which number events were looked for; null if it takes part in each scan
   * @param failures in a row
   * @param lanes those that it has; of a webhook that is not behind they are not read
   */
  record Subscriber(
      UUID webhook,
      EventFilter filter,
      long since,
      @Nullable Long behind,
      int failures,
      Set<Long> lanes) {}

  /** A lane that has something to send: the event of this number in the lane of its model. */
  record Opened(UUID webhook, long lane, long seq) {}

  /**
   * A lane that this server sends now.
   *
   * @param lane the model; {@link #NO_MODEL}; below 0 for one delivery outside the order
   * @param seq the event; null for one that tries the receiver
   * @param eventId of a delivery outside the order
   * @param tries that failed before
   * @param firstAt when the first one was; null if this is the first
   */
  record Claim(
      UUID webhook,
      long lane,
      @Nullable Long seq,
      @Nullable String eventId,
      int tries,
      @Nullable Instant firstAt,
      long fence) {
    boolean isOutsideTheOrder() {
      return lane < NO_MODEL;
    }
  }

  /**
   * A webhook with what signs its deliveries.
   *
   * @param secrets the present one, then those that were replaced less than a day ago; encrypted
   */
  record Target(Webhook webhook, List<byte[]> secrets) {}

  /**
   * What came of a claim.
   *
   * @param attempt null if nothing was sent, as it is not for this webhook
   * @param retryAt when it is tried again; null if it was delivered, is not for this webhook, or is
   *     not tried again
   * @param actions those that the webhook wants, among which the next event of the lane is
   */
  record Outcome(
      Claim claim,
      @Nullable String eventId,
      @Nullable String type,
      @Nullable Attempt attempt,
      boolean delivered,
      @Nullable Instant retryAt,
      Set<Action> actions) {}

  /**
   * Takes the scan for the transaction of the caller, after whoever has it now, and tells up to
   * which number events were looked for. Results wait for its end.
   */
  long lockScan();

  /** The active webhooks that are not behind. */
  List<Subscriber> subscribers();

  /** Lets webhooks leave the scan: for them, events were looked for up to that of the lane. */
  void leave(Collection<Opened> lanes);

  /** Ends the scan at this number. */
  void scanned(long seq);

  /** Opens these lanes, but for those that are open. */
  void open(Collection<Opened> lanes, Instant now);

  /**
   * Locks webhooks that are behind and to be looked after, but for those that another server looks
   * after. One whose last delivery failed is not looked after while it has something to send. No
   * scan runs meanwhile.
   */
  List<Subscriber> lockBehind(Instant now, int limit);

  /** Up to which number the scans have come, while webhooks that are behind are locked. */
  long scannedTo();

  /**
   * Tells up to which number events were looked for.
   *
   * @param behind null: it has caught up
   * @param lookAt null: at once
   */
  void lookedFor(UUID webhook, @Nullable Long behind, @Nullable Instant lookAt);

  /**
   * Claims lanes that are due, until the lease ends. A webhook whose last delivery failed has one
   * at a time.
   *
   * @param healthyOnly leaves out webhooks whose last delivery failed
   */
  List<Claim> claim(Instant now, Instant lease, int limit, boolean healthyOnly);

  /** Gives up claims, so that any server may make them at once. Those that were lost are left. */
  void release(Collection<Claim> claims, Instant now);

  List<Target> targets(Collection<UUID> webhooks, Instant now);

  /**
   * Keeps what came of claims and moves their lanes on, but for claims whose lease ended and that
   * were claimed again.
   */
  void finish(List<Outcome> outcomes, Instant now);
}
