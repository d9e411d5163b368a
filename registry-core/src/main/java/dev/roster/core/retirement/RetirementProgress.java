package dev.roster.core.retirement;

import dev.roster.core.consumer.Consumer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an announced version is.
 *
 * @param consumers who used it last
 * @param detail why it was not retired by itself although it is due; null if there is nothing to
 *     say
 */
public record RetirementProgress(
    Retirement retirement,
    Retirement.State state,
    List<Consumer> consumers,
    Drain drain,
    @Nullable String detail) {}
