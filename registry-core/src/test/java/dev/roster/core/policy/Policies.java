package dev.roster.core.policy;

import java.util.ArrayList;
import java.util.List;

/** Policies for tests of moves. */
public final class Policies {
  private Policies() {}

  /** The rules on bytes and edges, and these gates. */
  public static Policy with(Gate... further) {
    List<Gate> gates = new ArrayList<>(List.of(further));
    gates.add(new EdgeGate());
    gates.add(new ReadyGate());
    return new Policy(gates);
  }
}
