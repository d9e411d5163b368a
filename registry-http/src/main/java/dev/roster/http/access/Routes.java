package dev.roster.http.access;

import static dev.roster.core.access.Permission.*;

import dev.roster.core.access.Permission;
import dev.roster.http.access.Route.Reach;
import dev.roster.http.access.Route.Scope;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The one table of what a call needs. A route that has no row here is denied, and a test fails.
 * HEAD asks for what GET asks for.
 */
public final class Routes {
  private static final Map<String, Route> TABLE = new LinkedHashMap<>();
  private static final String API = "/api/v1";
  private static final String MODEL = API + "/models/{name}";
  private static final String VERSION = MODEL + "/versions/{version}";

  static {
    handler("POST", API + "/models", REGISTER);
    handler("GET", API + "/models", READ);
    model("GET", MODEL, READ, Reach.PAST);
    model("PATCH", MODEL, DESCRIBE);
    model("DELETE", MODEL, DELETE);
    model("POST", MODEL + "/restore", DELETE, Reach.DELETED_MODEL);
    model("POST", MODEL + "/purge", DELETE, Reach.DELETED_MODEL);
    model("GET", MODEL + "/timeline", READ, Reach.DELETED_MODEL);
    handler("GET", API + "/trash", DELETE);

    model("POST", MODEL + "/versions", REGISTER);
    model("GET", MODEL + "/versions", READ);
    handler("GET", API + "/versions", READ);
    handler("POST", API + "/versions/tags", DESCRIBE);
    model("GET", VERSION, READ, Reach.PAST);
    model("PATCH", VERSION, DESCRIBE);
    model("DELETE", VERSION, DELETE);
    model("POST", VERSION + "/restore", DELETE, Reach.DELETED_VERSION);
    model("POST", VERSION + "/purge", DELETE, Reach.DELETED_VERSION);
    model("POST", VERSION + "/finalize", UPLOAD);
    model("GET", VERSION + "/manifest", READ);

    model("GET", VERSION + "/artifacts", READ);
    model("PUT", VERSION + "/artifacts/{*path}", UPLOAD);
    model("GET", VERSION + "/artifacts/{*path}", READ);
    model("DELETE", VERSION + "/artifacts/{*path}", UPLOAD);
    model("GET", VERSION + "/archive", READ);

    model("POST", VERSION + "/transitions", PROMOTE);
    model("GET", VERSION + "/transitions", READ);
    model("GET", MODEL + "/transitions", READ);
    model("GET", MODEL + "/compare", READ);
    model("GET", MODEL + "/compatibility", READ);
    model("POST", MODEL + "/rollback", PROMOTE);
    model("GET", MODEL + "/rollback", READ);
    model("GET", MODEL + "/stages/{stage}", READ, Reach.PAST);

    model("GET", MODEL + "/aliases/{alias}", READ, Reach.PAST);
    model("PUT", MODEL + "/aliases/{alias}", PROMOTE);
    model("DELETE", MODEL + "/aliases/{alias}", PROMOTE);

    model("POST", VERSION + "/metrics", MEASURE);
    model("GET", VERSION + "/metrics", READ);

    model("GET", API + "/resolve/{reference}", READ);
    model("GET", API + "/resolve/{name}/{version}", READ);
    handler("GET", API + "/audit", READ);

    model("PUT", VERSION + "/baseline", MONITOR);
    model("GET", VERSION + "/baseline", READ);
    model("POST", VERSION + "/observations", MONITOR);
    model("GET", VERSION + "/observations", READ);
    model("POST", MODEL + "/monitors", MONITOR);
    model("GET", MODEL + "/monitors", READ);
    model("GET", API + "/monitors/{monitor}", READ);
    model("DELETE", API + "/monitors/{monitor}", MONITOR);
    model("POST", API + "/monitors/{monitor}/checks", MONITOR);
    model("GET", API + "/monitors/{monitor}/checks", READ);
    model("GET", API + "/monitors/{monitor}/checks/{check}", READ);
    handler("GET", API + "/incidents", READ);
    model("GET", API + "/incidents/{incident}", READ);
    model("PATCH", API + "/incidents/{incident}", MONITOR);

    model("GET", VERSION + "/lineage", READ);
    model("GET", VERSION + "/reproducibility", READ);
    handler("POST", API + "/lineage", DESCRIBE);
    model("GET", MODEL + "/runs", READ);
    model("GET", MODEL + "/runs/{run}", READ);
    handler("GET", API + "/datasets", READ);
    handler("GET", API + "/datasets/{dataset}/versions", READ);
    handler("GET", API + "/datasets/{dataset}/lineage", READ);

    everywhere("POST", API + "/tokens", GRANT);
    everywhere("GET", API + "/tokens", GRANT);
    everywhere("DELETE", API + "/tokens/{token}", GRANT);

    open("GET", "/error");
    open("GET", "/problems/{slug}");
    open("GET", "/openapi.json");
    open("GET", "/openapi.json/swagger-config");
    open("GET", "/swagger-ui.html");
  }

  private Routes() {}

  static Optional<Route> find(String method, String pattern) {
    return Optional.ofNullable(TABLE.get((method.equals("HEAD") ? "GET" : method) + " " + pattern));
  }

  static Collection<Route> all() {
    return TABLE.values();
  }

  private static void model(String method, String pattern, Permission permission) {
    model(method, pattern, permission, Reach.PRESENT);
  }

  private static void model(String method, String pattern, Permission permission, Reach reach) {
    add(new Route(method, pattern, permission, Scope.MODEL, reach));
  }

  private static void handler(String method, String pattern, Permission permission) {
    add(new Route(method, pattern, permission, Scope.HANDLER, Reach.PRESENT));
  }

  private static void everywhere(String method, String pattern, Permission permission) {
    add(new Route(method, pattern, permission, Scope.EVERYWHERE, Reach.PRESENT));
  }

  private static void open(String method, String pattern) {
    add(new Route(method, pattern, null, Scope.OPEN, Reach.PRESENT));
  }

  private static void add(Route route) {
    if (TABLE.put(route.key(), route) != null)
      throw new IllegalStateException("two rows for " + route.key());
  }
}
