package dev.roster.core.lifecycle;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.Stage;
import dev.roster.core.version.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The gates that a move passes: its bytes are all there, and the stages allow it. */
final class Gates {
  private Gates() {}

  /**
   * @param evidence all gates, passed or not
   * @param refusal why not, if not
   */
  record Judgement(List<Evidence> evidence, Optional<Refused> refusal) {
    /** With a further gate, if that asks at all. */
    Judgement and(Optional<Evidence> further) {
      if (further.isEmpty()) return this;
      List<Evidence> all = new ArrayList<>(evidence);
      all.add(further.get());
      Optional<Refused> failed =
          further
              .filter(gate -> !gate.passed())
              .map(
                  gate ->
                      Refused.because(
                          ProblemCode.GATE_FAILED,
                          "The gate %s does not let it pass: %s."
                              .formatted(gate.gate(), gate.detail())));
      return new Judgement(List.copyOf(all), refusal.or(() -> failed));
    }

    Judgement orRefuse() {
      if (refusal.isPresent()) throw refusal.get();
      return this;
    }
  }

  static Judgement judge(Version version, Stage to) {
    return judge(version, version.stage(), to);
  }

  /** As if the version were in the stage {@code from}. */
  static Judgement judge(Version version, Stage from, Stage to) {
    Evidence ready = ready(version, to);
    Evidence edge = edge(from, to);
    Optional<Refused> refusal = Optional.empty();
    if (!ready.passed())
      refusal = Optional.of(Refused.because(ProblemCode.VERSION_NOT_READY, ready.detail()));
    else if (!edge.passed())
      refusal = Optional.of(Refused.because(ProblemCode.TRANSITION_NOT_ALLOWED, edge.detail()));
    return new Judgement(List.of(ready, edge), refusal);
  }

  private static Evidence ready(Version version, Stage to) {
    boolean passed =
        switch (version.status()) {
          case READY -> true;
          case DAMAGED -> to != Stage.PRODUCTION;
          case DRAFT, VERIFYING, DELETED, RECLAIMED -> false;
        };
    String detail =
        passed
            ? "status is %s, manifest %s".formatted(version.status().wire(), version.digest())
            : "%s is %s; %s."
                .formatted(
                    version.ref(),
                    version.status().wire(),
                    version.digest() == null
                        ? "finalize it first"
                        : "restore its bytes before it serves");
    return new Evidence("ready", passed, detail);
  }

  private static Evidence edge(Stage from, Stage to) {
    boolean passed = from.next().contains(to);
    String allowed = from.next().stream().map(Stage::wire).collect(Collectors.joining(", "));
    String detail =
        passed
            ? "%s to %s is allowed".formatted(from.wire(), to.wire())
            : "A version in stage %s cannot move to %s; from here it may move to: %s."
                .formatted(from.wire(), to.wire(), allowed);
    return new Evidence("edge", passed, detail);
  }
}
