package dev.roster.core.audit;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelRef;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reads from the audit log what happened to a model. */
@Service
public class Timeline {
  private final AuditLog audit;

  Timeline(AuditLog audit) {
    this.audit = audit;
  }

  /**
   * Newest first.
   *
   * @param kinds empty: of all kinds
   * @param version null means those of all versions and of the model itself
   * @param actor null means those of all actors
   */
  public Page<TimelineItem> list(
      ModelRef model,
      Set<TimelineKind> kinds,
      @Nullable Integer version,
      @Nullable String actor,
      PageRequest page) {
    AuditFilter filter =
        new AuditFilter(null, version, actor, TimelineKind.actions(kinds), null, null);
    return audit
        .timeline(model, filter, page)
        .map(entry -> new TimelineItem(entry.action().kind().orElseThrow(), entry, entry.line()));
  }
}
