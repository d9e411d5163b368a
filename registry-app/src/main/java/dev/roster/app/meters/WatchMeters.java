package dev.roster.app.meters;

import dev.roster.core.watch.Waiters;
import dev.roster.core.watch.WatchCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Shows who waits for changes on this server. */
@Component
class WatchMeters implements MeterBinder {
  private final Waiters waiters;
  private final WatchCounts counts;

  WatchMeters(Waiters waiters, WatchCounts counts) {
    this.waiters = waiters;
    this.counts = counts;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Waiters.Kind kind : Waiters.Kind.values())
      Gauge.builder("roster.watch.waiters", () -> waiters.count(kind))
          .tag("kind", kind.name().toLowerCase(Locale.ROOT))
          .description("Calls that wait for changes on this server")
          .register(registry);
    FunctionCounter.builder("roster.watch.events.sent", counts, WatchCounts::allSent)
        .description("Events that were sent to watchers")
        .register(registry);
    FunctionCounter.builder("roster.watch.cut", counts, WatchCounts::allCut)
        .description("Watchers whose connection was closed because they took nothing")
        .register(registry);
  }
}
