package dev.roster.core.history;

import dev.roster.core.audit.AuditEntry;

/**
 * Something that happened to a model.
 *
 * @param summary one line of text
 */
public record TimelineItem(TimelineKind kind, AuditEntry entry, String summary) {}
