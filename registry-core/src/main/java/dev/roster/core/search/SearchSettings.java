package dev.roster.core.search;

import java.time.Duration;

/**
 * Limits of searches.
 *
 * @param timeout how long one may take, all its statements together
 * @param perClient how many one client may run at the same time on this server
 */
public record SearchSettings(Duration timeout, int perClient) {}
