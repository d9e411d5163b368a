package dev.roster.api.lifecycle;

import static dev.roster.http.request.RequestPart.BODY;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roster.core.gate.Evidence;
import dev.roster.core.lifecycle.Displaced;
import dev.roster.core.lifecycle.Transition;
import dev.roster.core.lifecycle.Transitions;
import dev.roster.core.reference.Stage;
import dev.roster.http.problem.FieldProblem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transition as the API shows it.
 *
 * @param allowed whether the move passes all gates; null unless it is a dry run
 * @param errors each rule that refuses the move; null unless it is a dry run
 */
record TransitionBody(
    UUID id,
    String model,
    int version,
    Stage from,
    Stage to,
    @Nullable String reason,
    String by,
    Instant at,
    @Nullable String digest,
    List<Evidence> evidence,
    @Nullable Displaced displaced,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean allowed,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<FieldProblem> errors) {

  static TransitionBody of(Transition transition) {
    return of(transition, null, null);
  }

  static TransitionBody of(Transitions.Trial trial) {
    List<FieldProblem> errors =
        trial.blockers().stream()
            .map(fault -> new FieldProblem(BODY.write(fault.field()), fault.detail()))
            .toList();
    return of(trial.transition(), trial.allowed(), errors);
  }

  private static TransitionBody of(
      Transition transition, @Nullable Boolean allowed, @Nullable List<FieldProblem> errors) {
    return new TransitionBody(
        transition.id(),
        transition.version().model().name().text(),
        transition.version().number(),
        transition.from(),
        transition.to(),
        transition.reason(),
        transition.by(),
        transition.at(),
        transition.digest(),
        transition.evidence(),
        transition.displaced(),
        allowed,
        errors);
  }
}
