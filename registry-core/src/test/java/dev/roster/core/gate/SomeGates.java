package dev.roster.core.gate;

import java.util.ArrayList;
import java.util.List;

/** SomeGates for tests of moves. */
public final class SomeGates {
  private SomeGates() {}

  /** The rules on bytes and edges, and these gates. */
  public static Gates with(Gate... further) {
    List<Gate> gates = new ArrayList<>(List.of(further));
    gates.add(new EdgeGate());
    gates.add(new ReadyGate());
    return new Gates(gates);
  }
}
