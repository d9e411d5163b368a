package dev.roster.api.lifecycle;

import dev.roster.core.gate.Evidence;
import dev.roster.core.lifecycle.Rollbacks;
import dev.roster.core.reference.ModelRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rollback would do now.
 *
 * @param from the version in production; null if none is
 * @param to the version that would come back; null if there is none
 * @param steps the versions that further rollbacks would lead to
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
