package dev.roster.core.artifact;

/** This server deleted an object that nothing refers to. */
public record BytesReclaimed(long bytes) {}
