package dev.roster.core.monitoring.monitor;

import dev.roster.core.page.PageRequest;
import dev.roster.core.trash.ModelRestored;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Schedules the monitors of a restored model again: their slots ended when it was deleted. */
@Component
class RestoredModels {
  private final MonitorStore monitors;
  private final SlotSchedule schedule;

  RestoredModels(MonitorStore monitors, SlotSchedule schedule) {
    this.monitors = monitors;
    this.schedule = schedule;
  }

  /** Runs within the transaction of the restore. A page holds all monitors of a model. */
  @EventListener
  void restored(ModelRestored restored) {
    for (Monitor monitor :
        monitors.list(restored.model(), new PageRequest(PageRequest.MAX, null)).items())
      schedule.start(monitor.id(), monitor.definition().schedule().next(restored.at()));
  }
}
