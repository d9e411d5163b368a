package dev.roster.core.warning;

import dev.roster.core.gate.Candidate;
import dev.roster.core.gate.Evidence;
import dev.roster.core.gate.Gate;
import dev.roster.core.reference.Stage;
import dev.roster.core.version.Warning;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Requires that a version that goes to production has no warnings, if the setting says so. It does
 * not judge rollbacks, because a version that served before may serve again.
 */
@Component
class WarningGate implements Gate {
  private static final int MAX_SHOWN = 5;

  private final WarningSettings settings;

  WarningGate(WarningSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "warnings";
  }

  @Override
  public Optional<Evidence> judge(Candidate candidate) {
    if (!settings.refuseWarnings() || candidate.to() != Stage.PRODUCTION) return Optional.empty();
    List<Warning> warnings = candidate.version().warnings();
    return Optional.of(new Evidence(name(), warnings.isEmpty(), detail(warnings)));
  }

  @Override
  public boolean judgesRollbacks() {
    return false;
  }

  private static String detail(List<Warning> warnings) {
    if (warnings.isEmpty()) return "the version has no warnings";
    String shown =
        warnings.stream()
            .limit(MAX_SHOWN)
            .map(warning -> warning.path() + " " + warning.detail())
            .collect(Collectors.joining("; "));
    return "the version has %d %s: %s. Register a version with all its files"
        .formatted(
            warnings.size(),
            warnings.size() == 1 ? "warning" : "warnings",
            shown + (warnings.size() > MAX_SHOWN ? "; and others" : ""));
  }
}
