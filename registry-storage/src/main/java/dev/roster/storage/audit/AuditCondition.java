package dev.roster.storage.audit;

import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditFilter;
import dev.roster.storage.time.InstantColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The condition of a filter over {@code audit_entry e}. It asks only for what the filter names. */
final class AuditCondition {
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> params = new HashMap<>();

  private AuditCondition() {}

  static AuditCondition of(AuditFilter filter) {
    AuditCondition made = new AuditCondition();
    if (filter.modelId() != null) made.and("e.model_id = :model", "model", filter.modelId());
    if (filter.version() != null) made.and("e.version = :version", "version", filter.version());
    if (filter.actor() != null)
      made.and(
          "e.subject = any(array(select id from audit_subject where name = :actor))",
          "actor",
          filter.actor());
    if (!filter.actions().isEmpty())
      made.and(
          "e.action = any(:actions)",
          "actions",
          filter.actions().stream().map(Action::wire).toArray(String[]::new));
    if (filter.from() != null)
      made.and("e.at >= :from", "from", InstantColumn.write(filter.from()));
    if (filter.to() != null) made.and("e.at < :to", "to", InstantColumn.write(filter.to()));
    return made;
  }

  AuditCondition and(String sql, String name, @Nullable Object value) {
    if (value != null) params.put(name, value);
    return and(sql);
  }

  AuditCondition and(String sql) {
    conditions.add(sql);
    return this;
  }

  String sql() {
    return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
  }

  Map<String, Object> params() {
    return params;
  }
}
