package dev.roster.api.lifecycle;

import dev.roster.api.lifecycle.ResolveCache.Resolution;
import dev.roster.core.access.Principal;
import dev.roster.core.problem.Refused;
import dev.roster.core.watch.Waiters;
import dev.roster.http.connection.ClientConnection;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * A call of resolve that waits until its answer is another one. It holds no thread; when the wait
 * is over, the call is dispatched again and finds the outcome.
 */
final class ResolveWait implements AsyncListener {
  private static final String OUTCOME = ResolveWait.class.getName();
  private static final int MAX_WRITTEN = 16 << 10;

  /** How a wait ended: with an answer or a refusal. */
  record Outcome(@Nullable Resolution resolution, byte[] json, @Nullable Refused refused) {
    static Outcome of(Resolution resolution, byte[] json) {
      return new Outcome(resolution, json, null);
    }

    static Outcome of(Refused refused) {
      return new Outcome(null, new byte[0], refused);
    }
  }

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
    Resolution resolution = outcome.resolution();
    Principal by = place.principal();
    if (resolution != null && by != null && canBeWritten(outcome)) {
      all.count(resolution, by);
      write(resolution, outcome.json());
    } else {
      call.getRequest().setAttribute(OUTCOME, outcome);
      call.dispatch();
    }
  }

  /**
   * Whether the answer is small enough not to wait for the client, and the thread that has taken
   * the request has left it. Such an answer costs a tenth of a dispatch.
   */
  private boolean canBeWritten(Outcome outcome) {
    return outcome.json().length <= MAX_WRITTEN
        && call.getRequest().getAttribute(ClientConnection.ATTRIBUTE) != null;
  }

  private void write(Resolution resolution, byte[] json) {
    HttpServletResponse response = (HttpServletResponse) call.getResponse();
    resolution.body().describe(response);
    response.setHeader(HttpHeaders.ETAG, resolution.body().etag());
    try {
      if (knows(resolution)) {
        response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      } else {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
      }
      call.complete();
    } catch (IOException | IllegalStateException gone) {
      over(); // the container ends the call
    }
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
