package dev.roster.core.lifecycle;

import dev.roster.core.lineage.Reproducibilities;
import dev.roster.core.lineage.Reproducibility;
import dev.roster.core.reference.Stage;
import dev.roster.core.version.Version;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Asks of a version that goes to production that enough is known to make it again, where a minimum
 * is set. Rolling back does not ask: what served before may serve again.
 */
@Component
class ReproducibilityGate {
  private final Reproducibilities reproducibilities;
  private final LifecycleSettings settings;

  ReproducibilityGate(Reproducibilities reproducibilities, LifecycleSettings settings) {
    this.reproducibilities = reproducibilities;
    this.settings = settings;
  }

  /** Empty: it does not ask. */
  Optional<Evidence> judge(Version version, Stage to) {
    int minimum = settings.minimumReproducibility();
    if (minimum == 0 || to != Stage.PRODUCTION) return Optional.empty();
    return Optional.of(evidence(reproducibilities.judge(version), minimum));
  }

  static Evidence evidence(Reproducibility judged, int minimum) {
    String missing =
        judged.checks().stream()
            .filter(check -> !check.known())
            .map(check -> check.name() + " (" + check.detail() + ")")
            .collect(Collectors.joining("; "));
    String detail =
        "reproducibility is %d of 100, and %d is asked for%s"
            .formatted(judged.score(), minimum, missing.isEmpty() ? "" : "; not known: " + missing);
    return new Evidence("reproducibility", judged.score() >= minimum, detail);
  }
}
