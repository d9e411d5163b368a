package dev.roster.api.audit;

import dev.roster.core.audit.AuditEntry;
import dev.roster.core.audit.TimelineItem;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a model, as the API shows it.
 *
 * @param seq the number of its audit entry
 * @param version null if it is about the model itself
 */
record TimelineItemBody(
    long seq,
    String kind,
    String action,
    Instant at,
    String actor,
    @Nullable Integer version,
    String summary,
    Map<String, Object> detail) {
  static TimelineItemBody of(TimelineItem item) {
    AuditEntry entry = item.entry();
    return new TimelineItemBody(
        entry.seq(),
        item.kind().wire(),
        entry.action().wire(),
        entry.at(),
        entry.actor(),
        entry.version(),
        item.summary(),
        entry.detail());
  }
}
