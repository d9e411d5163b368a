package dev.roster.monitoring.schedule;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** How far this server is behind the schedule. */
@Component
class ScheduleLag implements MeterBinder {
  private volatile double seconds;

  void ran(Instant slot, Instant at) {
    seconds = Math.max(0, Duration.between(slot, at).toMillis() / 1000.0);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("roster.monitor.schedule.lag", () -> seconds)
        .baseUnit("seconds")
        .description("How late the slot was that this server ran last")
        .register(registry);
  }
}
