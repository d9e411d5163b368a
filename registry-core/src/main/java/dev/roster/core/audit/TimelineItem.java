package dev.roster.core.audit;

/**
 * Something that happened to a model.
 *
 * @param summary one line of text
 */
public record TimelineItem(TimelineKind kind, AuditEntry entry, String summary) {}
