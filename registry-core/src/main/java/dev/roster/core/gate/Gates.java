package dev.roster.core.gate;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.OrderUtils;
import org.springframework.stereotype.Component;

/** Judges moves by the rules of Roster itself, and by the further gates of a policy. */
@Component
public class Gates {
  /** Gates with an {@code @Order} come first; the others follow by name. */
  private static final Comparator<Gate> BY_ORDER_AND_NAME =
      Comparator.<Gate>comparingInt(
              gate -> OrderUtils.getOrder(gate.getClass(), Ordered.LOWEST_PRECEDENCE))
          .thenComparing(Gate::name);

  private final List<Gate> gates;

  Gates(List<Gate> gates) {
    this.gates = gates.stream().sorted(BY_ORDER_AND_NAME).toList();
  }

  /** Judges a move that somebody asks for, by all gates. */
  public Judgement judge(Candidate candidate) {
    return judge(candidate, List.of());
  }

  /** Judges a move that somebody asks for, by all gates and then by these. */
  public Judgement judge(Candidate candidate, List<? extends Gate> further) {
    return Judgement.by(Stream.<Gate>concat(gates.stream(), further.stream()).toList(), candidate);
  }

  /** Judges a move that brings back a version that served before. */
  public Judgement judgeRollback(Candidate candidate) {
    return Judgement.by(gates.stream().filter(Gate::judgesRollbacks).toList(), candidate);
  }
}
