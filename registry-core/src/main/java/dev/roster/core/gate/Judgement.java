package dev.roster.core.gate;

import dev.roster.core.problem.FieldFault;
import dev.roster.core.problem.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the gates found of a move.
 *
 * @param evidence of each gate that judged, whether the move passed it or not, in the gates' order
 * @param refusal by the first gate that the move did not pass, with all others in its faults;
 *     empty: it passed all
 * @param canBeForced whether the move can be made in spite of the gates that it did not pass
 */
public record Judgement(List<Evidence> evidence, Optional<Refused> refusal, boolean canBeForced) {
  public Judgement {
    evidence = List.copyOf(evidence);
  }

  /** Asks all gates, also those after one that the candidate does not pass. */
  static Judgement by(List<Gate> gates, Candidate candidate) {
    List<Evidence> evidence = new ArrayList<>();
    Optional<Refused> refusal = Optional.empty();
    boolean canBeForced = true;
    for (Gate gate : gates) {
      Optional<Evidence> found = gate.judge(candidate);
      found.ifPresent(evidence::add);
      Optional<Evidence> failed = found.filter(one -> !one.passed());
      if (refusal.isEmpty()) refusal = failed.map(gate::refusal);
      canBeForced &= failed.isEmpty() || gate.canBeForced();
    }
    return new Judgement(
        evidence, refusal.map(first -> withAll(first, blockers(evidence))), canBeForced);
  }

  private static List<FieldFault> blockers(List<Evidence> evidence) {
    return evidence.stream()
        .filter(found -> !found.passed())
        .map(found -> new FieldFault(found.place(), found.detail()))
        .toList();
  }

  private static Refused withAll(Refused first, List<FieldFault> blockers) {
    String detail = String.valueOf(first.getMessage());
    int more = blockers.size() - 1;
    if (more > 0)
      detail +=
          " %d more %s the move (see errors)."
              .formatted(more, more == 1 ? "rule refuses" : "rules refuse");
    return Refused.because(first.code(), detail, blockers).with(first.remedy().orElse(null));
  }

  public boolean allowed() {
    return refusal.isEmpty();
  }

  /** Each rule that refuses the move, with what it found. */
  public List<FieldFault> blockers() {
    return refusal.map(Refused::faults).orElse(List.of());
  }

  /**
   * The evidence of a move that passed all gates.
   *
   * @throws Refused if it did not
   */
  public List<Evidence> orRefuse() {
    return orRefuse(false);
  }

  /**
   * The evidence of a move that may be made.
   *
   * @param forced whether it may be made in spite of the gates that can be forced
   * @throws Refused if it may not
   */
  public List<Evidence> orRefuse(boolean forced) {
    if (refusal.isPresent() && !(forced && canBeForced)) throw refusal.get();
    return evidence;
  }
}
