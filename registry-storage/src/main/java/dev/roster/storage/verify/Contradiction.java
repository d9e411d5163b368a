package dev.roster.storage.verify;

/**
 * Rows that contradict each other.
 *
 * @param what what is wrong with each of them
 * @param sql the query that finds them; its column {@code place} says where each is
 */
public record Contradiction(String what, String sql) {}
