package dev.roster.core.job;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.scheduling.support.ScheduledMethodRunnable;
import org.springframework.util.ReflectionUtils;

/** Schedules all background jobs. Each job has its own thread, so that no job waits for another. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class JobScheduling {
  private static final Logger LOG = LoggerFactory.getLogger(JobScheduling.class);

  /**
   * The scheduler runs until the beans are destroyed, so that uploads keep their leases while a
   * server stops.
   */
  @Bean
  ThreadPoolTaskScheduler taskScheduler(List<BackgroundJob> jobs) {
    ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    scheduler.setPoolSize(Math.max(1, jobs.size()));
    scheduler.setThreadNamePrefix("scheduling-");
    scheduler.setDaemon(true);
    scheduler.setAcceptTasksAfterContextClose(true);
    return scheduler;
  }

  @Bean
  SchedulingConfigurer backgroundJobs(List<BackgroundJob> jobs) {
    return registrar ->
        jobs.forEach(
            job ->
                registrar.addFixedDelayTask(
                    new FixedDelayTask(guarded(job, registrar), job.every(), job.firstAfter())));
  }

  private static Runnable guarded(BackgroundJob job, ScheduledTaskRegistrar registrar) {
    Runnable observed = observed(job, registrar);
    return () -> {
      try {
        observed.run();
      } catch (RuntimeException failed) {
        LOG.warn(
            "The job {} failed and runs again in {}: {}",
            job.name(),
            job.every(),
            failed.getMessage());
      }
    };
  }

  /** The meter {@code tasks.scheduled.execution} times each run, tagged with the job's class. */
  private static Runnable observed(BackgroundJob job, ScheduledTaskRegistrar registrar) {
    return new ScheduledMethodRunnable(
        job,
        ReflectionUtils.findMethod(BackgroundJob.class, "run"),
        null,
        registrar::getObservationRegistry);
  }
}
