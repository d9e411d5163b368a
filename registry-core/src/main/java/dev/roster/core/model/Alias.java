package dev.roster.core.model;

import dev.roster.core.reference.VersionRef;
import java.time.Instant;

/** A movable name for a version. */
public record Alias(AliasName name, VersionRef version, Instant updatedAt, String updatedBy) {}
