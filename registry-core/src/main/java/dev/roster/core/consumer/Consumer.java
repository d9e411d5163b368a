package dev.roster.core.consumer;

import java.time.Instant;

/**
 * A token that uses a version.
 *
 * @param name of the token
 * @param lastResolvedAt when it last resolved or downloaded the version
 * @param resolves how often it did so
 * @param downloads how many of these were downloads
 */
public record Consumer(String name, Instant lastResolvedAt, long resolves, long downloads) {}
