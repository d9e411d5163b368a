package dev.roster.api.lifecycle;

import dev.roster.api.lifecycle.ResolveCache.Resolution;
import dev.roster.api.lifecycle.ResolveWait.Outcome;
import dev.roster.core.access.Grant;
import dev.roster.core.access.ModelAccess;
import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.access.Role;
import dev.roster.core.consumer.Consumers;
import dev.roster.core.event.Event;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.watch.EventTail;
import dev.roster.core.watch.Waiters;
import dev.roster.core.watch.WatchThreads;
import dev.roster.http.access.CallContext;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The calls of resolve that wait. After an event about a model, each reference to it that is waited
 * for is resolved once, and those who know another answer get the new one.
 */
@Component
class ResolveWaits implements EventTail.Follower, SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ResolveWaits.class);

  /** How many answers are under way at a time, so that thousands do not want a thread each. */
  private static final int ANSWERING = 32;

  /** Looks up what is told to each by its own rights. */
  private static final Principal ROSTER =
      new Principal("watch", "roster", null, List.of(Grant.onAll(Role.READER)));

  private final Set<ResolveWait> waits = ConcurrentHashMap.newKeySet();
  private final Semaphore answering = new Semaphore(ANSWERING);
  private final Executor answers = WatchThreads.of(1, "resolve-answers");
  private final EventTail tail;
  private final Waiters waiters;
  private final ModelAccess access;
  private final Resolutions resolutions;
  private final Consumers consumers;
  private volatile boolean running;

  ResolveWaits(
      EventTail tail,
      Waiters waiters,
      ModelAccess access,
      Resolutions resolutions,
      Consumers consumers) {
    this.tail = tail;
    this.waiters = waiters;
    this.access = access;
    this.resolutions = resolutions;
    this.consumers = consumers;
    tail.add(this);
  }

  /**
   * Answers the call later: when what it wants is not what it knows, or after this time.
   *
   * @throws Refused {@code too_many_requests}
   */
  void await(Wanted wanted, Duration time, Principal by, HttpServletRequest request) {
    Waiters.Place place = waiters.join(Waiters.Kind.RESOLVE, by);
    ResolveWait wait;
    try {
      tail.position();
      long deadline = System.nanoTime() + (running ? time.toNanos() : 0);
      wait = new ResolveWait(this, wanted, place, request, deadline);
    } catch (RuntimeException failed) {
      place.leave();
      throw failed;
    }
    waits.add(wait); // before it looks, so that it hears of what changes meanwhile
    try {
      new Pass().judge(wait);
    } catch (RuntimeException failed) {
      wait.end(
          Outcome.of(
              failed instanceof Refused refused
                  ? refused
                  : Refused.because(ProblemCode.DATABASE_UNAVAILABLE, UNREADABLE, failed)));
    }
  }

  private static final String UNREADABLE = "The reference could not be resolved. Repeat the call.";

  void remove(ResolveWait wait) {
    waits.remove(wait);
  }

  /** The answer counts as a use of the version. */
  void count(Resolution resolution, Principal by) {
    consumers.resolved(resolution.version(), by);
  }

  boolean acquire() {
    try {
      return answering.tryAcquire(1, TimeUnit.SECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void release() {
    answering.release();
  }

  @Override
  public boolean isAwaited() {
    return waiters.count(Waiters.Kind.RESOLVE) > 0;
  }

  @Override
  public void follow(List<Event> added) {
    long now = System.nanoTime();
    List<ResolveWait> touched = new ArrayList<>();
    for (ResolveWait wait : waits)
      if (wait.principal() == null || wait.isDue(now) || isTouched(wait.wanted().model(), added))
        touched.add(wait);
    if (!touched.isEmpty()) answers.execute(() -> judge(touched));
  }

  private static boolean isTouched(ModelRef model, List<Event> added) {
    return added.stream()
        .anyMatch(
            event ->
                event.model() == null
                    ? model.name().text().equalsIgnoreCase(event.entry().model()) // purged
                    : event.model().id() == model.id());
  }

  private void judge(List<ResolveWait> touched) {
    Pass pass = new Pass();
    for (ResolveWait wait : touched) {
      try {
        pass.judge(wait);
      } catch (RuntimeException failed) {
        LOG.warn("a reference that is waited for was not resolved: {}", failed.getMessage());
      }
    }
  }

  /** One look at what is waited for: each reference is resolved once. */
  private final class Pass {
    private final long now = System.nanoTime();
    private final Map<Wanted, Outcome> forAll = new HashMap<>();
    private final Map<Wanted, ModelAccess.Subject> subjects = new HashMap<>();

    void judge(ResolveWait wait) {
      Principal by = wait.principal();
      if (by == null) {
        wait.end(Outcome.of(CallContext.unauthenticated()));
        return;
      }
      Outcome outcome = outcome(wait.wanted(), by);
      Resolution found = outcome.resolution();
      if (found == null || !wait.knows(found) || wait.isDue(now)) wait.end(outcome);
    }

    private Outcome outcome(Wanted wanted, Principal by) {
      try {
        ModelAccess.require(Permission.READ, wanted.model(), by);
      } catch (Refused hidden) {
        return Outcome.of(hidden);
      }
      Outcome same = forAll.get(wanted);
      if (same != null) return same;
      Outcome outcome = look(wanted, by);
      if (outcome.resolution() == null || outcome.resolution().forAll())
        forAll.put(wanted, outcome);
      return outcome;
    }

    private Outcome look(Wanted wanted, Principal by) {
      try {
        ModelAccess.Subject subject = subjects.computeIfAbsent(wanted, ResolveWaits.this::find);
        Resolution found =
            subject.version() == null
                ? resolutions.of(subject.state(), wanted.selector(), by)
                : resolutions.of(subject.version(), by);
        return Outcome.of(found, resolutions.json(found));
      } catch (Refused refused) {
        return Outcome.of(refused);
      }
    }
  }

  private ModelAccess.Subject find(Wanted wanted) {
    return access.find(
        wanted.model().name(), wanted.number(), ModelAccess.Reach.PRESENT, Permission.READ, ROSTER);
  }

  @Override
  public void start() {
    running = true;
  }

  /** Those who wait are told what they know, and ask another server. */
  @Override
  public void stop() {
    running = false;
    for (ResolveWait wait : waits) {
      Resolution last = wait.last();
      if (last != null) wait.end(Outcome.of(last, resolutions.json(last)));
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
