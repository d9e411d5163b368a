package dev.roster.core.monitoring.rows;

/** How many bytes of rows one call may send. */
public record RowLimit(long bytes) {}
