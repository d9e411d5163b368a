package dev.roster.core.gate;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionStatus;
import dev.roster.core.version.Version;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Asks that the version has its bytes: a damaged version may move, but not to serve. */
@Component
@Order(1)
class ReadyGate implements Gate {
  @Override
  public String name() {
    return "ready";
  }

  @Override
  public Optional<Evidence> judge(Candidate candidate) {
    Version version = candidate.version();
    boolean passed =
        switch (version.status()) {
          case READY -> true;
          case DAMAGED -> !candidate.to().serves();
          case DRAFT, VERIFYING, DELETED, RECLAIMED -> false;
        };
    String status = version.status().wire();
    String detail =
        passed
            ? "status is %s, manifest %s".formatted(status, version.digest())
            : "%s is %s; %s.".formatted(version.ref(), status, remedy(version));
    return Optional.of(new Evidence(name(), passed, detail));
  }

  private static String remedy(Version version) {
    if (version.status() == VersionStatus.RECLAIMED)
      return "register its files as a new version to use them again";
    return version.digest() == null ? "finalize it first" : "restore its bytes before it serves";
  }

  @Override
  public boolean canBeForced() {
    return false;
  }

  @Override
  public Refused refusal(Evidence failed) {
    return Refused.because(ProblemCode.VERSION_NOT_READY, failed.detail());
  }
}
