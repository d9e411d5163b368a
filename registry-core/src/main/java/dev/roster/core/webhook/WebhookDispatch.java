package dev.roster.core.webhook;

import dev.roster.core.access.Principal;
import dev.roster.core.access.Tokens;
import dev.roster.core.audit.Actor;
import dev.roster.core.event.Event;
import dev.roster.core.event.EventLog;
import dev.roster.core.job.BackgroundJob;
import dev.roster.core.webhook.LaneStore.Claim;
import dev.roster.core.webhook.LaneStore.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Sends events to webhooks. Each server does so, and they share the work: a lane is sent by the
 * server that claimed it, until its lease ends. One thread claims and keeps results; the calls need
 * none, and no connection to the database. A server that stops gives up what it has claimed.
 */
@Component
class WebhookDispatch implements BackgroundJob, DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookDispatch.class);
  private static final int MAX_CALLS = 4_000;
  private static final int MAX_CALLS_TO_FAILING = 3_000;
  private static final int AT_ONCE = 500;
  private static final Duration LEASE = Duration.ofSeconds(30); // twice what a call may take
  private static final long SCAN_EVERY = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long WAIT_MILLIS = 50;
  private static final long GATHER_MILLIS = 10;

  private final EventScan scan;
  private final LaneStore lanes;
  private final EventLog events;
  private final Tokens tokens;
  private final DeliveryAttempt attempts;
  private final WebhookChanges changes;
  private final Clock clock;

  private long scanned; // by any server, as far as this one knows
  private final Set<Claim> calls = ConcurrentHashMap.newKeySet();
  private final LinkedBlockingQueue<DeliveryAttempt.Result> results = new LinkedBlockingQueue<>();

  WebhookDispatch(
      EventScan scan,
      LaneStore lanes,
      EventLog events,
      Tokens tokens,
      DeliveryAttempt attempts,
      WebhookChanges changes,
      Clock clock) {
    this.scan = scan;
    this.lanes = lanes;
    this.events = events;
    this.tokens = tokens;
    this.attempts = attempts;
    this.changes = changes;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "webhook-dispatch";
  }

  @Override
  public Duration every() {
    return Duration.ofMillis(200);
  }

  /** Goes on while there is something to send, or results are to come. */
  @Override
  public void run() {
    long scannedAt = System.nanoTime() - SCAN_EVERY;
    boolean more = true;
    while (more || calls.size() > 0 || !results.isEmpty()) {
      if (System.nanoTime() - scannedAt >= SCAN_EVERY) {
        long newest = events.newest();
        while (scanned < newest) scanned = scan.scanNew();
        scan.lookAfterThoseBehind();
        scannedAt = System.nanoTime();
      }
      more = send() > 0;
      if (!finish(more)) return;
    }
  }

  /** Sends what is due. Returns how much that was. */
  private int send() {
    int room = Math.min(AT_ONCE, MAX_CALLS - calls.size());
    if (room <= 0) return 0;
    Instant now = clock.instant();
    List<Claim> claims =
        lanes.claim(now, now.plus(LEASE), room, calls.size() >= MAX_CALLS_TO_FAILING);
    if (claims.isEmpty()) return 0;
    Map<UUID, Target> targets =
        byId(lanes.targets(claims.stream().map(Claim::webhook).distinct().toList(), now));
    Map<Long, Event> found =
        events
            .all(claims.stream().map(Claim::seq).filter(Objects::nonNull).distinct().toList())
            .stream()
            .collect(Collectors.toMap(Event::sequence, Function.identity()));
    Map<String, Optional<Principal>> makers = new HashMap<>();
    for (Claim claim : claims) {
      Target target = targets.get(claim.webhook());
      if (target == null) continue; // it was deleted, and its lanes with it
      String owner = target.webhook().owner();
      Optional<Principal> maker = makers.computeIfAbsent(owner, tokens::principalEvenIfExpired);
      Event event = claim.seq() == null ? null : found.get(claim.seq());
      calls.add(claim);
      attempts
          .send(claim, target, event, maker, now)
          .whenComplete(
              (result, never) -> {
                results.add(result);
                calls.remove(claim);
              });
    }
    return claims.size();
  }

  private static Map<UUID, Target> byId(List<Target> targets) {
    return targets.stream()
        .collect(Collectors.toMap(target -> target.webhook().id(), Function.identity()));
  }

  /**
   * Keeps the results there are, after a while in which the first comes.
   *
   * @param busy whether calls were begun just now; if not, results that come one by one are
   *     gathered
   * @return whether to go on: the server does not stop
   */
  private boolean finish(boolean busy) {
    List<DeliveryAttempt.Result> done = new ArrayList<>();
    try {
      DeliveryAttempt.Result first = results.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
      if (first == null) return true;
      done.add(first);
      if (!busy) TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
    results.drainTo(done, AT_ONCE);
    keep(done);
    return true;
  }

  private void keep(List<DeliveryAttempt.Result> done) {
    try {
      lanes.finish(done.stream().map(DeliveryAttempt.Result::outcome).toList(), clock.instant());
    } catch (RuntimeException failed) {
      results.addAll(done); // the claims hold until their leases end
      throw failed;
    }
    for (DeliveryAttempt.Result result : done)
      if (result.disable() != null)
        changes.disable(result.outcome().claim().webhook(), result.disable(), Actor.SYSTEM);
  }

  /** The thread of the job has ended. */
  @Override
  public void destroy() {
    try {
      List<DeliveryAttempt.Result> done = new ArrayList<>();
      results.drainTo(done);
      if (!done.isEmpty()) keep(done);
      List<Claim> unanswered = List.copyOf(calls);
      if (!unanswered.isEmpty()) lanes.release(unanswered, clock.instant());
    } catch (RuntimeException away) {
      LOG.warn(
          "Deliveries of this server are sent again when their leases end: {}", away.getMessage());
    }
  }
}
