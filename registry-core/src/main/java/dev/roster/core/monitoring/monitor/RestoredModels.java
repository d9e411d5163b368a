package dev.roster.core.monitoring.monitor;

import dev.roster.core.page.PageRequest;
import dev.roster.core.trash.ModelRestored;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Has the monitors of a model run again that was deleted: their slots ended with it. */
@Component
class RestoredModels {
  private final MonitorStore monitors;
  private final SlotSchedule schedule;

  RestoredModels(MonitorStore monitors, SlotSchedule schedule) {
    this.monitors = monitors;
    this.schedule = schedule;
  }

  /** Within the transaction of the restore. A model has fewer monitors than a page takes. */
  @EventListener
  void restored(ModelRestored restored) {
    for (Monitor monitor :
        monitors.list(restored.model(), new PageRequest(PageRequest.MAX, null)).items())
      schedule.start(monitor.id(), monitor.definition().schedule().next(restored.at()));
  }
}
