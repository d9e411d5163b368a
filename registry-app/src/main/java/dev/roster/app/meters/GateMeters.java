package dev.roster.app.meters;

import dev.roster.core.gate.Evidence;
import dev.roster.core.gate.MoveRefused;
import dev.roster.core.lifecycle.MoveForced;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Counts the gates, reports and missing approvals that refused moves, and the moves that were
 * forced. Policies name gates and reports, so the names are capped.
 */
@Component
class GateMeters {
  private static final int MAX_NAMES = 100;
  private static final String OTHERS = "others";

  private final MeterRegistry registry;
  private final Counter forced;
  private final Set<String> names = new HashSet<>();

  GateMeters(MeterRegistry registry) {
    this.registry = registry;
    this.forced =
        Counter.builder("roster.moves.forced")
            .description(
                "Moves between stages that were made in spite of gates, reports or approvals")
            .register(registry);
  }

  @EventListener
  void refused(MoveRefused move) {
    for (Evidence found : move.evidence()) if (!found.passed()) count(found);
  }

  @EventListener
  void forced(MoveForced move) {
    forced.increment();
  }

  private void count(Evidence failed) {
    String kind = failed.kind();
    String name = failed.name();
    Counter.builder("roster.moves.refused")
        .description("Moves between stages that a gate, or a missing report or approval, refused")
        .tag("kind", kind)
        .tag("name", hasSeries(kind + " " + name) ? name : OTHERS)
        .register(registry)
        .increment();
  }

  private synchronized boolean hasSeries(String name) {
    return names.contains(name) || (names.size() < MAX_NAMES && names.add(name));
  }
}
