package dev.roster.core.policy;

import dev.roster.core.reference.Stage;
import java.util.Comparator;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.OrderUtils;
import org.springframework.stereotype.Component;

/** Says which gates judge a move, and where a displaced version goes. */
@Component
public class Policy {
  /** Gates with an {@code @Order} come first; the others follow by name. */
  private static final Comparator<Gate> BY_ORDER_AND_NAME =
      Comparator.<Gate>comparingInt(
              gate -> OrderUtils.getOrder(gate.getClass(), Ordered.LOWEST_PRECEDENCE))
          .thenComparing(Gate::name);

  private final List<Gate> gates;

  Policy(List<Gate> gates) {
    this.gates = gates.stream().sorted(BY_ORDER_AND_NAME).toList();
  }

  /** Judges a move that somebody asks for, by all gates. */
  public Judgement judge(Candidate candidate) {
    return Judgement.by(gates, candidate);
  }

  /** Judges a move that brings back a version that served before. */
  public Judgement judgeRollback(Candidate candidate) {
    return Judgement.by(gates.stream().filter(Gate::judgesRollbacks).toList(), candidate);
  }

  /** The stage that a version goes to when another displaces it from an exclusive stage. */
  public Stage displacedTo() {
    return Stage.STAGING;
  }
}
