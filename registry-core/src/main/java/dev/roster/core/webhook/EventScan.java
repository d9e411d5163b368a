package dev.roster.core.webhook;

import dev.roster.core.event.Event;
import dev.roster.core.event.EventLog;
import dev.roster.core.webhook.LaneStore.Opened;
import dev.roster.core.webhook.LaneStore.Subscriber;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Looks for the events that webhooks want. New events are looked at once for all webhooks. A
 * webhook that fails again and again is left behind, so that it adds no work to each event, and is
 * looked after on its own, more and more seldom until a delivery succeeds.
 */
@Component
class EventScan {
  private static final int EVENTS = 500;
  private static final int LOOKED_AFTER = 100;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final LaneStore lanes;
  private final EventLog events;
  private final Clock clock;

  EventScan(LaneStore lanes, EventLog events, Clock clock) {
    this.lanes = lanes;
    this.events = events;
    this.clock = clock;
  }

  /** Looks at new events. Returns up to which number events were looked at. */
  @Transactional
  public long scanNew() {
    long from = lanes.lockScan();
    List<Event> found = events.after(from, EVENTS);
    if (found.isEmpty()) return from;
    Set<Opened> opened = new HashSet<>();
    Set<LaneOfWebhook> taken = new HashSet<>();
    List<Opened> left = new ArrayList<>();
    for (Subscriber subscriber : lanes.subscribers())
      for (Event event : found) {
        if (!wants(subscriber, event) || !taken.add(LaneOfWebhook.of(subscriber, event))) continue;
        Opened lane = new Opened(subscriber.webhook(), lane(event), event.sequence());
        opened.add(lane);
        if (subscriber.failures() == 0) continue;
        left.add(lane);
        break;
      }
    lanes.leave(left);
    lanes.open(opened, clock.instant());
    long to = found.get(found.size() - 1).sequence();
    lanes.scanned(to);
    return to;
  }

  private record LaneOfWebhook(UUID webhook, long lane) {
    static LaneOfWebhook of(Subscriber subscriber, Event event) {
      return new LaneOfWebhook(subscriber.webhook(), EventScan.lane(event));
    }
  }

  /** Looks after webhooks that are behind. Returns whether more may be left. */
  @Transactional
  public boolean lookAfterThoseBehind() {
    Instant now = clock.instant();
    List<Subscriber> behind = lanes.lockBehind(now, LOOKED_AFTER);
    if (behind.isEmpty()) return false;
    long end = lanes.scannedTo();
    Map<Long, List<Event>> read = new HashMap<>(); // many are behind from the same number
    List<Opened> opened = new ArrayList<>();
    for (Subscriber subscriber : behind) {
      long from =
          Math.max(subscriber.since(), subscriber.behind() == null ? end : subscriber.behind());
      List<Event> found =
          from >= end ? List.of() : read.computeIfAbsent(from, at -> events.after(at, EVENTS));
      lookAfter(subscriber, found, end, now, opened);
    }
    lanes.open(opened, now);
    return behind.size() == LOOKED_AFTER;
  }

  private void lookAfter(
      Subscriber subscriber, List<Event> found, long end, Instant now, List<Opened> opened) {
    boolean isHealthy = subscriber.failures() == 0;
    Set<Long> open = new HashSet<>(subscriber.lanes());
    long looked = found.size() < EVENTS ? end : found.get(EVENTS - 1).sequence();
    for (Event event : found) {
      if (event.sequence() > end) break;
      if (!wants(subscriber, event) || !open.add(lane(event))) continue;
      opened.add(new Opened(subscriber.webhook(), lane(event), event.sequence()));
      if (isHealthy) continue;
      looked = event.sequence(); // one more lane may show that the receiver is back
      break;
    }
    looked = Math.min(looked, end);
    boolean hasCaughtUp = isHealthy && looked == end;
    lanes.lookedFor(
        subscriber.webhook(),
        hasCaughtUp ? null : looked,
        isHealthy ? null : now.plus(pause(subscriber.failures())));
  }

  private static Duration pause(int failures) {
    Duration doubled = Duration.ofSeconds(1L << Math.min(failures, 10));
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  private static boolean wants(Subscriber subscriber, Event event) {
    return event.sequence() > subscriber.since() && subscriber.filter().includes(event);
  }

  private static long lane(Event event) {
    return event.model() == null ? LaneStore.NO_MODEL : event.model().id();
  }
}
