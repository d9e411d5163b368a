package dev.roster.core.gate;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.Stage;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Asks that the version may move from its stage to the other. */
@Component
@Order(2)
class EdgeGate implements Gate {
  @Override
  public String name() {
    return "edge";
  }

  @Override
  public Optional<Evidence> judge(Candidate candidate) {
    Stage from = candidate.from();
    Stage to = candidate.to();
    boolean passed = from.next().contains(to);
    String allowed = from.next().stream().map(Stage::wire).collect(Collectors.joining(", "));
    String detail =
        passed
            ? "%s to %s is allowed".formatted(from.wire(), to.wire())
            : "A version in stage %s cannot move to %s; from here it may move to: %s."
                .formatted(from.wire(), to.wire(), allowed);
    return Optional.of(new Evidence(name(), passed, detail));
  }

  @Override
  public boolean canBeForced() {
    return false;
  }

  @Override
  public Refused refusal(Evidence failed) {
    return Refused.because(ProblemCode.TRANSITION_NOT_ALLOWED, failed.detail());
  }
}
