package dev.roster.core.lifecycle;

/** What a gate found. */
public record Evidence(String gate, boolean passed, String detail) {}
