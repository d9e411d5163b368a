package dev.roster.core.policy;

import dev.roster.core.problem.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the gates found of a move.
 *
 * @param evidence of each gate that judged, whether the move passed it or not, in the gates' order
 * @param refusal by the first gate that the move did not pass; empty: it passed all
 */
public record Judgement(List<Evidence> evidence, Optional<Refused> refusal) {
  public Judgement {
    evidence = List.copyOf(evidence);
  }

  /** Asks all gates, also those after one that the candidate does not pass. */
  static Judgement by(List<Gate> gates, Candidate candidate) {
    List<Evidence> evidence = new ArrayList<>();
    Optional<Refused> refusal = Optional.empty();
    for (Gate gate : gates) {
      Optional<Evidence> found = gate.judge(candidate);
      found.ifPresent(evidence::add);
      if (refusal.isEmpty()) refusal = found.filter(f -> !f.passed()).map(gate::refusal);
    }
    return new Judgement(evidence, refusal);
  }

  public boolean allowed() {
    return refusal.isEmpty();
  }

  /**
   * The evidence of a move that passed all gates.
   *
   * @throws Refused if it did not
   */
  public List<Evidence> orRefuse() {
    if (refusal.isPresent()) throw refusal.get();
    return evidence;
  }
}
