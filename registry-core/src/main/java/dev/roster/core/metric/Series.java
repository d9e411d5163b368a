package dev.roster.core.metric;

import dev.roster.core.page.PageRequest;
import org.jspecify.annotations.Nullable;

/**
 * Which metrics of a version are listed, and in which order.
 *
 * @param name null means all
 * @param dataset what they were measured on; empty means those without a dataset, null means all
 * @param fromStep the first step; null means also those without a step
 * @param toStep the last step
 * @param byStep by name and step, those without a step last, instead of recorded last first
 */
public record Series(
    @Nullable String name,
    @Nullable String dataset,
    @Nullable Long fromStep,
    @Nullable Long toStep,
    boolean byStep) {
  /** How many metrics a page may have. */
  public static final int MAX_PAGE = PageRequest.LARGEST;
}
