package dev.roster.core.gate;

import java.util.Optional;

/** A gate with a fixed opinion. */
public record NamedGate(String name, Opinion opinion, boolean judgesRollbacks) implements Gate {
  /** What the gate thinks of each move. */
  public enum Opinion {
    PASSES,
    FAILS,
    NONE
  }

  public NamedGate(String name, Opinion opinion) {
    this(name, opinion, true);
  }

  @Override
  public Optional<Evidence> judge(Candidate candidate) {
    return opinion == Opinion.NONE
        ? Optional.empty()
        : Optional.of(new Evidence(name, opinion == Opinion.PASSES, "this gate is called " + name));
  }
}
