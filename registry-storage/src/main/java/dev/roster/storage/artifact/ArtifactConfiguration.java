package dev.roster.storage.artifact;

import dev.roster.core.artifact.ArtifactSettings;
import dev.roster.core.artifact.Collector;
import java.time.Duration;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Settings of artifacts, and the times at which unreferenced bytes are looked for. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ArtifactProperties.class)
@EnableScheduling
class ArtifactConfiguration {
  private static final Log LOG = LogFactory.getLog(ArtifactConfiguration.class);

  @Bean
  ArtifactSettings artifactSettings(ArtifactProperties properties) {
    return properties.settings();
  }

  @Bean
  SchedulingConfigurer artifactCollection(Collector collector, ArtifactProperties properties) {
    return tasks -> {
      every(tasks, properties.sweepEvery(), "sweep", collector::sweep);
      every(tasks, properties.reconcileEvery(), "reconciliation", collector::reconcile);
    };
  }

  private static void every(
      ScheduledTaskRegistrar tasks, Duration period, String name, Runnable task) {
    Runnable guarded =
        () -> {
          try {
            task.run();
          } catch (RuntimeException failed) { // an engine is away: the next run repeats it all
            LOG.warn("The " + name + " of artifacts broke off: " + failed.getMessage());
          }
        };
    tasks.addFixedDelayTask(new FixedDelayTask(guarded, period, period));
  }
}
