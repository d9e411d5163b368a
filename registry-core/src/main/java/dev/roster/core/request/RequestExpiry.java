package dev.roster.core.request;

import dev.roster.core.approval.Request;
import dev.roster.core.approval.RequestClosing;
import dev.roster.core.approval.RequestStore;
import dev.roster.core.audit.Actor;
import dev.roster.core.job.BackgroundJob;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Closes requests whose time is over, so that their entries are in the log. They count as expired
 * before, from the moment on.
 */
@Component
class RequestExpiry implements BackgroundJob {
  private static final int MAX_AT_ONCE = 1_000;

  private final RequestStore requests;
  private final RequestClosing closing;
  private final TransactionTemplate transaction;
  private final Clock clock;

  RequestExpiry(
      RequestStore requests,
      RequestClosing closing,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.requests = requests;
    this.closing = closing;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  @Override
  public String name() {
    return "request-expiry";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void run() {
    Instant now = clock.instant();
    for (UUID id : requests.expired(now, MAX_AT_ONCE))
      transaction.executeWithoutResult(status -> close(id, now));
  }

  /** Another server may have closed it meanwhile. */
  private void close(UUID id, Instant now) {
    requests
        .lock(id, now)
        .filter(request -> request.closedAt() == null)
        .filter(request -> request.state() == Request.State.EXPIRED)
        .ifPresent(
            request -> closing.close(request, Request.State.EXPIRED, null, now, Actor.SYSTEM));
  }
}
