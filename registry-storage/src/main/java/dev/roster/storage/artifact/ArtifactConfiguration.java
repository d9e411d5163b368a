package dev.roster.storage.artifact;

import dev.roster.core.artifact.ArtifactSettings;
import dev.roster.core.artifact.Collector;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Schedules the search for bytes that nothing refers to. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ArtifactConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(ArtifactConfiguration.class);

  @Bean
  SchedulingConfigurer artifactCollection(Collector collector, ArtifactSettings settings) {
    return tasks -> {
      every(tasks, settings.sweepEvery(), "sweep", collector::sweep);
      every(tasks, settings.reconcileEvery(), "reconciliation", collector::reconcile);
    };
  }

  private static void every(
      ScheduledTaskRegistrar tasks, Duration period, String name, Runnable task) {
    Runnable guarded =
        () -> {
          try {
            task.run();
          } catch (RuntimeException failed) { // an engine is away: the next run repeats it all
            LOG.warn("The {} of artifacts broke off: {}", name, failed.getMessage());
          }
        };
    tasks.addFixedDelayTask(new FixedDelayTask(guarded, period, period));
  }
}
