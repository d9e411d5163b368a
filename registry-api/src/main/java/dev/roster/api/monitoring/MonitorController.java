package dev.roster.api.monitoring;

import dev.roster.core.access.Principal;
import dev.roster.core.monitoring.check.Shortages;
import dev.roster.core.monitoring.monitor.Monitor;
import dev.roster.core.monitoring.monitor.Monitors;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelRef;
import dev.roster.http.page.PageBody;
import dev.roster.http.page.Pages;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class MonitorController {
  private final Monitors monitors;
  private final Shortages shortages;
  private final Pages pages;

  MonitorController(Monitors monitors, Shortages shortages, Pages pages) {
    this.monitors = monitors;
    this.shortages = shortages;
    this.pages = pages;
  }

  @PostMapping("/models/{name}/monitors")
  ResponseEntity<MonitorBody> create(
      ModelRef model, @RequestBody NewMonitor request, Principal by) {
    Monitor monitor = monitors.create(model, request.draft(), by);
    return ResponseEntity.created(URI.create("/api/v1/monitors/" + monitor.id()))
        .body(body(monitor));
  }

  /** A list is without details, because each of them takes queries of its own. */
  @GetMapping("/models/{name}/monitors")
  ResponseEntity<PageBody<MonitorBody>> list(ModelRef model, PageRequest page) {
    return pages.answer(monitors.list(model, page).map(monitor -> MonitorBody.of(monitor, null)));
  }

  @GetMapping("/monitors/{monitor}")
  MonitorBody read(@PathVariable UUID monitor) {
    return body(monitors.read(monitor));
  }

  private MonitorBody body(Monitor monitor) {
    return MonitorBody.of(monitor, shortages.of(monitor));
  }

  @DeleteMapping("/monitors/{monitor}")
  ResponseEntity<Void> delete(@PathVariable UUID monitor, Principal by) {
    monitors.delete(monitor, by);
    return ResponseEntity.noContent().build();
  }
}
