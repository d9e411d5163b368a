package dev.roster.app.scrape;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The scrape keeps the rules of the format: help for each meter, base units, no odd names. */
@Configuration
class FrameworkMeters {
  /** Named or measured in ways that the format forbids, and of no use here. */
  private static final List<String> LEFT_OUT =
      List.of(
          "spring.security.",
          "tomcat.sessions.", // there are none
          "jvm.compilation.time",
          "process.cpu.time", // process.cpu.usage says it
          "system.cpu.count");

  private static final Map<String, String> HELP =
      Map.of(
          "http.server.requests", "Calls of the API that have been answered",
          "http.server.requests.active", "Calls of the API that are under way",
          "tasks.scheduled.execution", "Runs of the server's own timers",
          "tasks.scheduled.execution.active", "Runs of the server's own timers that are under way");

  @Bean
  MeterFilter onlyWhatPrometheusTakes() {
    return new MeterFilter() {
      @Override
      public MeterFilterReply accept(Meter.Id id) {
        return LEFT_OUT.stream().anyMatch(id.getName()::startsWith)
            ? MeterFilterReply.DENY
            : MeterFilterReply.NEUTRAL;
      }

      @Override
      public Meter.Id map(Meter.Id id) {
        String help = HELP.get(id.getName());
        if (help == null || id.getDescription() != null) return id;
        return new Meter.Id(
            id.getName(), Tags.of(id.getTagsAsIterable()), id.getBaseUnit(), help, id.getType());
      }
    };
  }
}
