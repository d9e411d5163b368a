package dev.roster.api.lifecycle;

import dev.roster.api.lifecycle.ResolveCache.Resolution;
import dev.roster.core.access.Principal;
import dev.roster.core.problem.Refused;
import dev.roster.core.watch.Waiters;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;

/**
 * A call of resolve that waits until its answer is another one. It holds no thread; when the wait
 * is over, the call is dispatched again and finds the outcome.
 */
final class ResolveWait implements AsyncListener {
  private static final String OUTCOME = ResolveWait.class.getName();

  /** How a wait ended: with an answer or a refusal. */
  record Outcome(@Nullable Resolution resolution, @Nullable Refused refused) {}

  private final ResolveWaits all;
  private final Wanted wanted;
  private final Waiters.Place place;
  private final AsyncContext call;
  private final String known;
  private final long deadline;
  private final AtomicBoolean isOver = new AtomicBoolean();
  private final AtomicBoolean holdsPermit = new AtomicBoolean();
  private volatile @Nullable Resolution last;

  ResolveWait(
      ResolveWaits all,
      Wanted wanted,
      Waiters.Place place,
      HttpServletRequest request,
      long deadline) {
    this.all = all;
    this.wanted = wanted;
    this.place = place;
    this.known = String.valueOf(request.getHeader(HttpHeaders.IF_NONE_MATCH));
    this.deadline = deadline;
    this.call = request.startAsync();
    call.setTimeout(0); // the deadline ends it
    call.addListener(this);
  }

  /** How the wait of this request ended; null if it has not waited. */
  static @Nullable Outcome outcome(HttpServletRequest request) {
    return (Outcome) request.getAttribute(OUTCOME);
  }

  Wanted wanted() {
    return wanted;
  }

  /** Its rights of now; null if its token was revoked or has expired. */
  @Nullable Principal principal() {
    return place.principal();
  }

  boolean isDue(long now) {
    return now - deadline >= 0;
  }

  @Nullable Resolution last() {
    return last;
  }

  /** Whether the client has this answer already. */
  boolean knows(Resolution resolution) {
    last = resolution;
    ETag current = ETag.create(resolution.body().etag());
    return ETag.parse(known).stream()
        .anyMatch(one -> one.isWildcard() || one.compare(current, false));
  }

  /** Ends the wait; the first call counts. */
  void end(Outcome outcome) {
    if (!isOver.compareAndSet(false, true)) return;
    leave();
    holdsPermit.set(all.acquire());
    call.getRequest().setAttribute(OUTCOME, outcome);
    call.dispatch();
  }

  private void leave() {
    all.remove(this);
    place.leave();
  }

  private void over() {
    isOver.set(true);
    leave();
    if (holdsPermit.getAndSet(false)) all.release();
  }

  @Override
  public void onComplete(AsyncEvent completed) {
    over();
  }

  @Override
  public void onError(AsyncEvent failed) {
    over();
    failed.getAsyncContext().complete();
  }

  @Override
  public void onTimeout(AsyncEvent never) {
    onError(never);
  }

  @Override
  public void onStartAsync(AsyncEvent again) {
    // nothing starts it again
  }
}
