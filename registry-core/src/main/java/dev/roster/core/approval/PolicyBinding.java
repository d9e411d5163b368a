package dev.roster.core.approval;

import org.jspecify.annotations.Nullable;

/**
 * Which policy judged a model, and in which revision.
 *
 * @param policy its name; null for a document of the model's own, and if no policy was in force
 * @param revision null if no policy was in force
 * @param own whether it was given to the model itself and not by a prefix
 */
public record PolicyBinding(@Nullable String policy, @Nullable Integer revision, boolean own) {
  /** What holds for a model without a policy. */
  public static final PolicyBinding NONE = new PolicyBinding(null, null, false);
}
