package dev.roster.core.blob;

/** This server deleted an object that nothing refers to. */
public record BytesReclaimed(long bytes) {}
