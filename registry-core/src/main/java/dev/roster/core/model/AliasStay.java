package dev.roster.core.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time for which an alias pointed at a version.
 *
 * @param name in the case in which it was written
 * @param until null if it still does
 */
public record AliasStay(
    AliasName name, int version, Instant since, @Nullable Instant until, String by) {}
