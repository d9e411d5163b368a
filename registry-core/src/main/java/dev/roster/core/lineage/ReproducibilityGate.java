package dev.roster.core.lineage;

import dev.roster.core.gate.Candidate;
import dev.roster.core.gate.Evidence;
import dev.roster.core.gate.Gate;
import dev.roster.core.reference.Stage;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Requires a minimum reproducibility of a version that goes to production, if a minimum is set. It
 * does not judge rollbacks, because a version that served before may serve again.
 */
@Component
class ReproducibilityGate implements Gate {
  private final Reproducibilities reproducibilities;
  private final ReproducibilitySettings settings;

  ReproducibilityGate(Reproducibilities reproducibilities, ReproducibilitySettings settings) {
    this.reproducibilities = reproducibilities;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "reproducibility";
  }

  @Override
  public Optional<Evidence> judge(Candidate candidate) {
    if (settings.minimumReproducibility() == 0 || candidate.to() != Stage.PRODUCTION)
      return Optional.empty();
    Reproducibility judged = reproducibilities.judge(candidate.version());
    return Optional.of(
        new Evidence(name(), judged.score() >= settings.minimumReproducibility(), detail(judged)));
  }

  @Override
  public boolean judgesRollbacks() {
    return false;
  }

  private String detail(Reproducibility judged) {
    String missing =
        judged.checks().stream()
            .filter(check -> !check.known())
            .map(check -> check.name() + " (" + check.detail() + ")")
            .collect(Collectors.joining("; "));
    return "reproducibility is %d of 100, and the minimum is %d%s"
        .formatted(
            judged.score(),
            settings.minimumReproducibility(),
            missing.isEmpty() ? "" : "; not known: " + missing);
  }
}
