package dev.roster.monitoring.gauge;

import dev.roster.core.monitoring.check.CheckDone;
import dev.roster.drift.judgement.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What this server did: checks by outcome, and how long they took. */
@Component
class CheckMeters implements MeterBinder {
  private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);
  private @Nullable Timer timer;

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Outcome outcome : Outcome.values())
      counters.put(
          outcome,
          Counter.builder("roster.monitor.checks")
              .description("Drift checks that this server recorded")
              .tag("outcome", outcome.wire())
              .register(registry));
    timer =
        Timer.builder("roster.monitor.check.duration")
            .description("How long a drift check took, from reading the profiles to its result")
            .register(registry);
  }

  @EventListener
  void checked(CheckDone done) {
    Counter counter = counters.get(done.check().judgement().outcome());
    if (counter != null) counter.increment();
    if (timer != null) timer.record(done.took());
  }
}
