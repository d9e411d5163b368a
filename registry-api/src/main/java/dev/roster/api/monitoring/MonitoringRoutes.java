package dev.roster.api.monitoring;

import static dev.roster.core.access.Permission.MONITOR;
import static dev.roster.core.access.Permission.READ;
import static dev.roster.http.access.Route.handler;
import static dev.roster.http.access.Route.model;

import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The routes of baselines, observations, monitors, checks and incidents and what each requires of a
 * call.
 */
@Component
class MonitoringRoutes implements Routes {
  private static final long MAX_BYTES_OF_ROWS = 1L << 30;
  private static final String MODEL = "/api/v1/models/{name}";
  private static final String VERSION = MODEL + "/versions/{version}";

  @Override
  public List<Route> rows() {
    return List.of(
        model("PUT", VERSION + "/baseline", MONITOR).withBodyUpTo(MAX_BYTES_OF_ROWS),
        model("GET", VERSION + "/baseline", READ),
        model("POST", VERSION + "/observations", MONITOR).withBodyUpTo(MAX_BYTES_OF_ROWS),
        model("GET", VERSION + "/observations", READ),
        model("DELETE", VERSION + "/observations", MONITOR),
        model("DELETE", VERSION + "/observations/{source}/{batch}", MONITOR),
        model("POST", MODEL + "/monitors", MONITOR),
        model("GET", MODEL + "/monitors", READ),
        model("GET", "/api/v1/monitors/{monitor}", READ),
        model("DELETE", "/api/v1/monitors/{monitor}", MONITOR),
        model("POST", "/api/v1/monitors/{monitor}/checks", MONITOR),
        model("GET", "/api/v1/monitors/{monitor}/checks", READ),
        model("GET", "/api/v1/monitors/{monitor}/checks/{check}", READ),
        handler("GET", "/api/v1/incidents", READ),
        model("GET", "/api/v1/incidents/{incident}", READ),
        model("PATCH", "/api/v1/incidents/{incident}", MONITOR));
  }
}
