package dev.roster.api.lifecycle;

import dev.roster.core.lifecycle.Transitions;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request to move a version to a stage. */
record MoveBody(
    Stage to,
    @Nullable String reason,
    @Nullable Boolean dryRun,
    @Schema(description = "Move in spite of gates, reports and approvals; needs the role admin.")
        @Nullable Boolean breakGlass) {
  Transitions.Wish wish(VersionRef version, Optional<Long> expected) {
    return new Transitions.Wish(version, to, reason, expected, Boolean.TRUE.equals(breakGlass));
  }
}
