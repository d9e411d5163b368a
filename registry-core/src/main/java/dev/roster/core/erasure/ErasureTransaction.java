package dev.roster.core.erasure;

import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Replaces the name in all rows, with the audit entry that says so. */
@Component
class ErasureTransaction {
  private final ErasureStore store;
  private final AuditLog audit;

  ErasureTransaction(ErasureStore store, AuditLog audit) {
    this.store = store;
    this.audit = audit;
  }

  @Transactional
  Erased replace(Erasure begun) {
    Erased erased = store.complete(begun);
    Map<String, Object> detail = new HashMap<>(Map.of("erased", begun.alias()));
    if (begun.reason() != null) detail.put("reason", begun.reason());
    audit.append(new Change(begun.by(), Action.SUBJECT_ERASED, null, null, detail));
    return erased;
  }
}
