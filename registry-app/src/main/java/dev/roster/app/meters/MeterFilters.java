package dev.roster.app.meters;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Drops the meters of libraries that are of no use, and adds missing descriptions. */
@Configuration(proxyBeanMethods = false)
class MeterFilters {
  private static final List<String> DROPPED =
      List.of(
          "spring.security.",
          "tomcat.sessions.",
          "tasks.scheduled.execution",
          "system.cpu.count",
          "jvm.compilation.time",
          "process.cpu.time");
  private static final Map<String, String> DESCRIPTIONS =
      Map.of("http.server.requests", "Requests that were answered, by route and status");

  @Bean
  MeterFilter dropUnusedMeters() {
    return new MeterFilter() {
      @Override
      public MeterFilterReply accept(Meter.Id id) {
        return DROPPED.stream().anyMatch(id.getName()::startsWith)
            ? MeterFilterReply.DENY
            : MeterFilterReply.NEUTRAL;
      }
    };
  }

  @Bean
  MeterFilter addDescriptions() {
    return new MeterFilter() {
      @Override
      public Meter.Id map(Meter.Id id) {
        String description = DESCRIPTIONS.get(id.getName());
        if (description == null || id.getDescription() != null) return id;
        return new Meter.Id(
            id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), description, id.getType());
      }
    };
  }
}
