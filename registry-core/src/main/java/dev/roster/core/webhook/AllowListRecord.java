package dev.roster.core.webhook;

import dev.roster.core.audit.Action;
import dev.roster.core.audit.Actor;
import dev.roster.core.audit.AuditEntry;
import dev.roster.core.audit.AuditFilter;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.audit.EntryVisibility;
import dev.roster.core.job.BackgroundJob;
import dev.roster.core.page.PageRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records in the audit log what an operator lets webhooks reach, when a server starts with another
 * list than the one that was recorded last.
 */
@Component
class AllowListRecord implements BackgroundJob {
  private static final String FIELD = "allow";

  private static final AuditFilter RECORDED =
      new AuditFilter(null, null, null, Set.of(Action.WEBHOOK_ALLOWED), null, null);

  private final WebhookSettings settings;
  private final WebhookStore store;
  private final AuditLog audit;
  private final TransactionTemplate transaction;
  private boolean isRecorded;

  AllowListRecord(
      WebhookSettings settings,
      WebhookStore store,
      AuditLog audit,
      PlatformTransactionManager transactions) {
    this.settings = settings;
    this.store = store;
    this.audit = audit;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Override
  public String name() {
    return "webhook-allow-list";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Duration firstAfter() {
    return Duration.ZERO;
  }

  @Override
  public void run() {
    if (isRecorded) return;
    transaction.executeWithoutResult(status -> record());
    isRecorded = true;
  }

  private void record() {
    store.lockAll();
    List<String> allowed =
        settings.allow().stream()
            .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
            .filter(entry -> !entry.isEmpty())
            .sorted()
            .toList();
    Object last =
        audit.list(RECORDED, EntryVisibility.ALL, new PageRequest(1, null)).items().stream()
            .findFirst()
            .map(AuditEntry::detail)
            .map(detail -> detail.get(FIELD))
            .orElse(List.of());
    if (allowed.equals(last)) return;
    audit.append(
        new Change(Actor.SYSTEM, Action.WEBHOOK_ALLOWED, null, null, Map.of(FIELD, allowed)));
  }
}
