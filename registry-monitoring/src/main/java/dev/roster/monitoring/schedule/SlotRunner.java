package dev.roster.monitoring.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.roster.core.monitoring.check.DriftChecks;
import dev.roster.monitoring.settings.MonitoringSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs the slots of monitors, together with other servers on the same database. db-scheduler only
 * says when to look; the row of the monitor decides which slot is due and whose result counts. If a
 * server dies during a check, another one runs the slot after four missed heartbeats.
 */
@Component
class SlotRunner implements SmartLifecycle {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);
  private static final int HEARTBEATS_MISSED = 4;
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
  private static final Duration STOP_WAIT = Duration.ofSeconds(20);

  private final DriftChecks checks;
  private final ScheduleLag lag;
  private final DataSource dataSource;
  private final Clock clock;
  private final int threads;
  private @Nullable Scheduler scheduler;

  SlotRunner(
      DriftChecks checks,
      ScheduleLag lag,
      DataSource dataSource,
      Clock clock,
      MonitoringSettings settings) {
    this.checks = checks;
    this.lag = lag;
    this.dataSource = dataSource;
    this.clock = clock;
    this.threads = settings.threads();
  }

  @Override
  public void start() {
    Task<Void> task =
        Tasks.custom(MonitorTask.NAME, Void.class)
            .onFailure(
                (failed, next) -> next.reschedule(failed, clock.instant().plus(AFTER_FAILURE)))
            .onDeadExecutionRevive()
            .execute((instance, context) -> run(instance));
    Scheduler made =
        new SchedulerBuilder(dataSource, List.of(task))
            .schedulerName(new SchedulerName.Fixed(name()))
            .clock(clock::instant)
            .threads(threads)
            .pollingInterval(LOOK_EVERY)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(HEARTBEATS_MISSED)
            .shutdownMaxWait(STOP_WAIT)
            .failureLogging(LogLevel.WARN, false)
            .build();
    made.start();
    scheduler = made;
  }

  /** The name by which operators find the process that runs an execution. */
  private static String name() {
    return "roster-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID();
  }

  private CompletionHandler<Void> run(TaskInstance<Void> instance) {
    DriftChecks.SlotRun ran = checks.runDue(UUID.fromString(instance.getId()));
    if (ran.slot() != null) lag.ran(ran.slot(), clock.instant());
    Instant next = ran.next();
    return (complete, operations) -> {
      if (next == null) operations.stop();
      else operations.reschedule(complete, next);
    };
  }

  @Override
  public void stop() {
    if (scheduler != null) scheduler.stop();
    scheduler = null;
  }

  @Override
  public boolean isRunning() {
    return scheduler != null;
  }
}
