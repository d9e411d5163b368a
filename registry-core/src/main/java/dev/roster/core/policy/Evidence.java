package dev.roster.core.policy;

/** What a gate found. */
public record Evidence(String gate, boolean passed, String detail) {}
