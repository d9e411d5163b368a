package dev.roster.api.lifecycle;

import static dev.roster.http.request.RequestPart.BODY;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roster.core.gate.Evidence;
import dev.roster.core.lifecycle.Displaced;
import dev.roster.core.lifecycle.Transition;
import dev.roster.core.lifecycle.Transitions;
import dev.roster.core.reference.Stage;
import dev.roster.http.problem.FieldProblem;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * A transition as the API shows it.
 *
 * @param policy the name of the policy that judged the move; null if none did, or the model's own
 * @param policyRevision null if no policy judged it
 * @param breakGlass whether it was forced
 * @param request that it executed
 * @param allowed whether the move passes all gates; null unless it is a dry run
 * @param errors each rule that refuses the move; null unless it is a dry run
 */
public record TransitionBody(
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
    @Nullable String policy,
    @Nullable Integer policyRevision,
    boolean breakGlass,
    @Nullable UUID request,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean allowed,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<FieldProblem> errors) {

  /** The answer to a call that made the transition. */
  public static ResponseEntity<TransitionBody> created(Transition done) {
    URI list =
        URI.create(
            "/api/v1/models/%s/versions/%d/transitions"
                .formatted(done.version().model().name(), done.version().number()));
    return ResponseEntity.created(list).body(of(done));
  }

  public static TransitionBody of(Transition transition) {
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
        transition.grounds().policy(),
        transition.grounds().policyRevision(),
        transition.grounds().breakGlass(),
        transition.grounds().request(),
        allowed,
        errors);
  }
}
