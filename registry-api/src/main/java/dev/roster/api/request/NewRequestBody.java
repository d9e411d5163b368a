package dev.roster.api.request;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.approval.Request;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.Stage;
import dev.roster.core.request.Requests;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A request as it is sent. */
record NewRequestBody(
    Stage to,
    @Schema(maxLength = 2000, example = "better on the west coast") @Nullable String reason,
    @Schema(
            description =
                "Who makes the move: somebody by hand, or Roster with the last approval; by-hand when left out.",
            allowableValues = {"by-hand", "when-approved"})
        @Nullable String execute) {
  Requests.Draft draft() {
    return new Requests.Draft(to, reason, execution());
  }

  private Request.Execution execution() {
    if (execute == null) return Request.Execution.BY_HAND;
    return Request.Execution.ofWire(execute)
        .orElseThrow(
            () -> Refused.invalid(field("execute"), "must be by-hand or when-approved", execute));
  }
}
