package dev.roster.core.watch;

import dev.roster.core.access.Principal;
import dev.roster.core.access.Tokens;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Those who wait for changes on this server, and the rights that they have at this moment. One
 * query reads the rights of all of them, often enough that a revoked token hears nothing after a
 * second (I8).
 */
@Component
public class Waiters {
  private static final long FRESH = Duration.ofMillis(400).toNanos();

  /** What somebody waits for. */
  public enum Kind {
    EVENTS,
    RESOLVE
  }

  private final Tokens tokens;
  private final WatchSettings settings;
  private final Map<String, Integer> ofPrincipal = new HashMap<>();
  private final Map<Kind, Integer> ofKind = new EnumMap<>(Kind.class);
  private volatile Map<String, Principal> rights = Map.of();
  private int count;
  private long readAt;
  private boolean isStale;

  Waiters(Tokens tokens, WatchSettings settings) {
    this.tokens = tokens;
    this.settings = settings;
  }

  /** The place of one who waits, until it is left. */
  public final class Place {
    private final Kind kind;
    private final Principal joined;
    private final AtomicBoolean left = new AtomicBoolean();

    private Place(Kind kind, Principal joined) {
      this.kind = kind;
      this.joined = joined;
    }

    /** Its rights of now; null if its token was revoked or has expired. */
    public @Nullable Principal principal() {
      return rights.get(joined.id());
    }

    /** Frees the place; the first call counts. */
    public void leave() {
      if (left.compareAndSet(false, true)) remove(this);
    }
  }

  /**
   * @throws Refused {@code too_many_requests}
   */
  public synchronized Place join(Kind kind, Principal by) {
    if (count >= settings.max())
      throw tooMany(
          "On this server %,d calls are waiting for changes, which is the limit. Watch on another server, or try again after the time in Retry-After."
              .formatted(count));
    int same = ofPrincipal.getOrDefault(by.id(), 0);
    if (same >= settings.maxPerToken())
      throw tooMany(
          "With this token %,d calls are waiting for changes on this server, which is the limit. End some of them, or watch several models by one stream of events."
              .formatted(same));
    count++;
    ofPrincipal.put(by.id(), same + 1);
    ofKind.merge(kind, 1, Integer::sum);
    if (same == 0) {
      Map<String, Principal> more = new HashMap<>(rights);
      more.put(by.id(), by);
      rights = more;
      isStale = true; // its own authentication may be almost a second old
    }
    return new Place(kind, by);
  }

  private static Refused tooMany(String detail) {
    return Refused.because(ProblemCode.TOO_MANY_REQUESTS, detail);
  }

  private synchronized void remove(Place place) {
    count--;
    ofKind.merge(place.kind, -1, Integer::sum);
    ofPrincipal.computeIfPresent(place.joined.id(), (id, n) -> n > 1 ? n - 1 : null);
  }

  /** How many wait for this. */
  public synchronized int count(Kind kind) {
    return ofKind.getOrDefault(kind, 0);
  }

  /** Reads the rights of all again, if they are not fresh. */
  void refresh() {
    long now = System.nanoTime();
    Set<String> ids;
    synchronized (this) {
      if (!isStale && now - readAt < FRESH) return;
      isStale = false;
      ids = new HashSet<>(ofPrincipal.keySet());
    }
    Map<String, Principal> read = tokens.principals(ids);
    synchronized (this) { // those who joined meanwhile were authenticated meanwhile
      Map<String, Principal> all = new HashMap<>(read);
      for (String id : ofPrincipal.keySet()) {
        Principal joined = rights.get(id);
        if (!ids.contains(id) && joined != null) all.put(id, joined);
      }
      rights = all;
      readAt = now;
    }
  }
}
