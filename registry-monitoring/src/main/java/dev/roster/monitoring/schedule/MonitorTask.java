package dev.roster.monitoring.schedule;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.roster.core.monitoring.monitor.SlotSchedule;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;

/** One execution for each monitor, in the same database and transactions as the monitor's row. */
@Component
class MonitorTask implements SlotSchedule {
  static final String NAME = "monitor";

  private final SchedulerClient client;

  MonitorTask(DataSource dataSource) {
    client =
        SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource)).build();
  }

  @Override
  public void start(UUID monitor, Instant firstSlot) {
    client.schedule(new TaskInstance<>(NAME, monitor.toString()), firstSlot);
  }
}
