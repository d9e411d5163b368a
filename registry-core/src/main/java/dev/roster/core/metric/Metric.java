package dev.roster.core.metric;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A named number of a version.
 *
 * @param value a number, NaN or infinite
 * @param step of the training, as an epoch
 * @param at when it was measured; when recorded: null means now
 * @param dataset what it was measured on
 * @param slice the part of the data, as {@code region=west}
 */
public record Metric(
    String name,
    @MetricValue Double value,
    @Nullable Long step,
    @Nullable Instant at,
    @Nullable String dataset,
    @Nullable String slice) {}
