package dev.roster.core.watch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of those who wait for changes, by a stream of events or by a resolve with {@code wait}.
 *
 * @param max How many may wait at the same time on this server. Further ones are answered with 429.
 *     It must be less than roster.connections.max, as each holds a connection.
 * @param maxPerToken How many with the same token may wait at the same time on this server.
 * @param writeTimeout How long a watcher may take nothing of what is sent to it, before its
 *     connection is closed.
 * @param replay How far back a watcher may go on after the last event that it has seen.
 */
@ConfigurationProperties("roster.watch")
public record WatchSettings(
    @DefaultValue("7000") int max,
    @DefaultValue("6000") int maxPerToken,
    @DefaultValue("20s") Duration writeTimeout,
    @DefaultValue("7d") Duration replay) {}
