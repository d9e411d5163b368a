package dev.roster.app.examples;

import dev.roster.app.examples.Shell.Outcome;
import java.util.List;

/** A model in production with a baseline, a year of data and an alarm that fires. */
final class WatchedModel {
  private static final String ROLES =
      "prediction=y_pred&score=y_pred_proba&target=clf_target&id=id&timestamp=timestamp";

  private WatchedModel() {}

  static void on(ServerUnderTest server, String name) {
    Shell.need("curl", "apt install curl", "curl", "--version");
    Outcome registered =
        Shell.run(
            List.of("sh", "examples/housing/register.sh", name, "examples/housing/versions/1"),
            server.environment());
    if (registered.status() != 0) throw new AssertionError(registered.output());
    String model = "/api/v1/models/" + name;
    String version = model + "/versions/1";
    post(server, version + "/transitions", "{\"to\":\"production\",\"reason\":\"first\"}");
    server.hand(
        "PUT",
        version + "/baseline?" + ROLES,
        "text/csv",
        ServerUnderTest.HOUSING.resolve("reference.csv"));
    server.hand(
        "POST",
        version + "/observations?source=test&batch=year&timestamp=timestamp",
        "text/csv",
        ServerUnderTest.HOUSING.resolve("analysis.csv"));
    String monitor =
        post(
            server,
            model + "/monitors",
            """
            {"name":"drift","kind":"drift","stage":"production","window":"P30D","every":"PT1H",
             "statistics":{"numeric":"psi"},"thresholds":{"warn":0.1,"alarm":0.2},
             "datasetShare":0.15,"enter":{"of":1,"atLeast":1},"leave":1}
            """);
    post(
        server,
        "/api/v1/monitors/" + monitor + "/checks",
        """
        {"replay":true,"from":"2021-06-01T00:00:00Z","to":"2021-10-29T00:00:00Z","step":"P30D"}
        """);
  }

  /** The id in the answer, if there is one. */
  private static String post(ServerUnderTest server, String path, String json) {
    return server.hand(path, json).json().path("id").asString("");
  }
}
