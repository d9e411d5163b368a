package dev.roster.core.webhook;

import dev.roster.core.audit.Actor;
import dev.roster.core.job.BackgroundJob;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Disables the webhooks whose maker was revoked, also if there is nothing to send. */
@Component
class RevokedMakers implements BackgroundJob {
  static final String REASON = "The token of its maker was revoked.";

  private final WebhookStore store;
  private final WebhookChanges changes;

  RevokedMakers(WebhookStore store, WebhookChanges changes) {
    this.store = store;
    this.changes = changes;
  }

  @Override
  public String name() {
    return "webhook-revoked-makers";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(1);
  }

  @Override
  public void run() {
    store.withRevokedMaker().forEach(id -> changes.disable(id, REASON, Actor.SYSTEM));
  }
}
