package dev.roster.core.event;

/**
 * What CloudEvents name as their source.
 *
 * @param uri the public URL of the server; if it is not known, a relative reference
 */
public record EventSource(String uri) {}
