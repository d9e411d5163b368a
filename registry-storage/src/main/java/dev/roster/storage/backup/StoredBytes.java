package dev.roster.storage.backup;

/** The bytes of a blob: where they are, and what they are. */
public record StoredBytes(String key, String sha256, long size) {}
