package dev.roster.api.lifecycle;

import dev.roster.core.lifecycle.Rollbacks;
import dev.roster.core.policy.Evidence;
import dev.roster.core.reference.ModelRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rollback would do now.
 *
 * @param from who serves; null: nobody
 * @param to who would serve; null: there is nobody to go back to
 * @param steps where further rollbacks would lead, one after the other
 */
record RollbackPreviewBody(
    String model,
    @Nullable Integer from,
    @Nullable Integer to,
    boolean allowed,
    List<Evidence> evidence,
    List<Integer> steps) {
  static RollbackPreviewBody of(ModelRef model, Rollbacks.Preview preview) {
    return new RollbackPreviewBody(
        model.name().text(),
        preview.from(),
        preview.to(),
        preview.allowed(),
        preview.evidence(),
        preview.steps());
  }
}
