package dev.roster.core.access;

import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Records who tried to make a change without the right to. */
@Service
public class Denials {
  private static final Logger LOG = LoggerFactory.getLogger(Denials.class);

  private final AuditLog audit;
  private final TransactionTemplate apart;
  private final DenialLimit limit = new DenialLimit(System::nanoTime);

  Denials(AuditLog audit, PlatformTransactionManager transactions) {
    this.audit = audit;
    this.apart = new TransactionTemplate(transactions);
    apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /**
   * Records the refusal, unless too many of this caller were recorded within a minute. The refusal
   * holds whether or not it can be recorded.
   */
  public void record(RefusedChange refused, Principal by) {
    if (!limit.admits(by.id())) return;
    try {
      apart.executeWithoutResult(status -> audit.append(entry(refused, by)));
    } catch (RuntimeException failed) {
      LOG.warn(
          "a refusal of {} was not recorded: {}",
          refused.route(),
          String.valueOf(NestedExceptionUtils.getMostSpecificCause(failed)));
    }
  }

  private static Change entry(RefusedChange refused, Principal by) {
    Map<String, Object> detail = new HashMap<>();
    detail.put("method", refused.method());
    detail.put("route", refused.route());
    detail.put("code", refused.why().code().wire());
    detail.put("because", String.valueOf(refused.why().getMessage()));
    if (refused.permission() != null)
      detail.put("permission", refused.permission().name().toLowerCase(Locale.ROOT));
    return new Change(by.actor(), Action.ACCESS_DENIED, refused.model(), refused.version(), detail);
  }
}
