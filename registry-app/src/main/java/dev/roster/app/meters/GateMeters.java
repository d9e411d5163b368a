package dev.roster.app.meters;

import dev.roster.core.gate.Evidence;
import dev.roster.core.gate.MoveRefused;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Counts the gates and reports that refused moves. Policies name them, so the names are capped. */
@Component
class GateMeters {
  private static final int MAX_NAMES = 100;
  private static final String OTHERS = "others";

  private final MeterRegistry registry;
  private final Set<String> names = new HashSet<>();

  GateMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @EventListener
  void refused(MoveRefused move) {
    for (Evidence found : move.evidence()) if (!found.passed()) count(found);
  }

  private void count(Evidence failed) {
    String kind = failed.report() == null ? "gate" : "report";
    String name = failed.report() == null ? failed.gate() : failed.report();
    Counter.builder("roster.moves.refused")
        .description("Moves between stages that a gate or a missing report refused")
        .tag("kind", kind)
        .tag("name", hasSeries(kind + " " + name) ? String.valueOf(name) : OTHERS)
        .register(registry)
        .increment();
  }

  private synchronized boolean hasSeries(String name) {
    return names.contains(name) || (names.size() < MAX_NAMES && names.add(name));
  }
}
