package dev.roster.app.demo;

import static java.util.stream.Collectors.toMap;

import dev.roster.core.digest.Sha256;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Plays the demo: three versions, a year of data, an alarm, a rollback, a policy. */
public final class Story {
  private static final String NAME = "housing-demo";
  private static final String TAG = "roster-demo";
  private static final String CSV = "text/csv";
  private static final String BASELINE =
      "/baseline?target=clf_target&id=id&timestamp=timestamp&ignore=y_pred,y_pred_proba";

  /** Single months of the reference itself reach 0.80, so the usual 0.2 would always alarm here. */
  private static final double ALARM = 1.0;

  private static final YearMonth FIRST = YearMonth.of(2021, 6);
  private static final int WHOLE_MONTHS = 11;
  private static final String REPLAY_FROM = "2021-06-03T00:00:00Z";
  private static final String REPLAY_TO = "2021-10-31T00:00:00Z";

  private final Api api;
  private final Screen screen;

  public Story(Api api, Screen screen) {
    this.api = api;
    this.screen = screen;
  }

  /** Plays the demo and leaves everything in place to look at. */
  public void play() {
    String model = registerModel();
    registerVersions(model);
    promote(model);
    freezeBaselines(model);
    feed(model);
    String monitor = makeMonitor(model);
    compareMonths(monitor);
    replay(model, monitor);
    rollBack(model);
    new Governance(api, screen, model, 3).play();
    whatToLookAt(model, monitor);
  }

  /** Removes what earlier demos left. */
  public void remove() {
    List<String> left = remaining();
    if (left.isEmpty()) screen.say("There is nothing of the demo to remove.");
    for (String model : left) {
      JsonNode production = api.get(path(model)).path("stages").path("production");
      if (production.isNumber()) move(model, production.asInt(), "retired", "the demo is over");
      api.delete(path(model));
      screen.say("Removed %s with its versions, data and monitors.", model);
    }
  }

  private List<String> remaining() {
    String filter = Api.text("name = \"" + NAME + "*\" AND tags." + TAG + " = \"true\"");
    List<String> names = new ArrayList<>();
    api.get("/models?limit=200&filter=" + filter)
        .path("items")
        .forEach(model -> names.add(model.path("name").asString()));
    return names;
  }

  private String registerModel() {
    screen.step("Register a model: is the value of houses in a district high or low?");
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("description", "Median house value, high or low (the demo)");
    model.put("owner", "pricing-team");
    model.put("tags", Map.of(TAG, "true", "tier", "2"));
    String name = freeName();
    model.put("name", name);
    api.post("/models", model);
    screen.say("  POST /models  ->  %s", name);
    return name;
  }

  /** A deleted model keeps its name, so the next demo takes another name. */
  private String freeName() {
    return IntStream.iterate(1, i -> i + 1)
        .mapToObj(i -> i == 1 ? NAME : NAME + "-" + i)
        .filter(name -> api.isFree(path(name)))
        .findFirst()
        .orElseThrow();
  }

  private void registerVersions(String model) {
    screen.step("Register three versions as a pipeline does: files, digests, metrics");
    List<List<String>> rows = new ArrayList<>();
    for (int number = 1; number <= 3; number++) {
      byte[] onnx = Housing.model(number);
      JsonNode facts = Housing.facts(number);
      api.post(path(model) + "/versions", facts);
      String version = version(model, number);
      api.put(
          version + "/artifacts/model/model.onnx",
          "application/octet-stream",
          onnx,
          Map.of(
              "Repr-Digest",
              "sha-256=:" + Base64.getEncoder().encodeToString(Sha256.hash(onnx)) + ":"));
      JsonNode ready = api.post(version + "/finalize", Map.of());
      api.post(version + "/metrics", Housing.metrics(number));
      rows.add(row(number, facts, onnx.length, ready.path("digest").asString()));
      screen.progress(number, 3, "versions");
    }
    screen.table(List.of("version", "trees", "bytes", "accuracy", "roc_auc", "digest"), rows);
  }

  private static List<String> row(int number, JsonNode facts, int size, String digest) {
    Map<String, Double> metrics =
        Housing.metrics(number)
            .path("metrics")
            .valueStream()
            .collect(toMap(m -> m.path("name").asString(), m -> m.path("value").asDouble()));
    return List.of(
        String.valueOf(number),
        facts.path("hyperparameters").path("n_estimators").asString(),
        String.valueOf(size),
        Screen.number(metrics.get("accuracy"), 3),
        Screen.number(metrics.get("roc_auc"), 3),
        digest.substring(0, "sha256:".length() + 12) + "…");
  }

  private void promote(String model) {
    screen.step("Promote version 1 to production, then version 2 in its place");
    for (int number = 1; number <= 2; number++) {
      move(model, number, "staging", "passed offline evaluation");
      JsonNode moved =
          move(model, number, "production", "better ROC AUC than the version in production");
      JsonNode displaced = moved.path("displaced");
      screen.say(
          "  version %d: staging -> production%s",
          number,
          displaced.isObject()
              ? ", and version "
                  + displaced.path("version").asInt()
                  + " goes to "
                  + displaced.path("to").asString()
                  + " in the same transaction"
              : "");
    }
    JsonNode resolved = api.get("/resolve/" + model + "@production");
    screen.say("  GET /resolve/%s@production  ->  version %s", model, resolved.path("version"));
  }

  private void freezeBaselines(String model) {
    screen.step("Freeze the validation data as the baseline of each version");
    byte[] reference = Housing.reference();
    for (int number = 1; number <= 2; number++) {
      JsonNode baseline = api.put(version(model, number) + BASELINE, CSV, reference, Map.of());
      screen.say(
          "  version %d: %s rows, %d features, %s",
          number,
          baseline.path("rows"),
          baseline.path("features").size(),
          baseline.path("digest").asString());
    }
  }

  private void feed(String model) {
    screen.step("Record a year of production data, one batch a day");
    List<Housing.Day> days = Housing.days();
    int rows = 0;
    for (int i = 0; i < days.size(); i++) {
      Housing.Day day = days.get(i);
      String query = "/observations?source=demo&timestamp=timestamp&batch=" + day.date();
      rows += api.post(version(model, 2) + query, CSV, day.csv()).path("rows").asInt();
      screen.progress(i + 1, days.size(), "days");
    }
    screen.say("  %d rows counted into hourly profiles; no row is kept", rows);
  }

  private String makeMonitor(String model) {
    screen.step("Define a monitor for the version in production");
    Map<String, Object> monitor = new LinkedHashMap<>();
    monitor.put("name", "features");
    monitor.put("kind", "drift");
    monitor.put("stage", "production");
    monitor.put("window", "P30D");
    monitor.put("every", "P1D");
    monitor.put("minimumRows", 300);
    monitor.put("statistics", Map.of("numeric", "psi"));
    monitor.put("thresholds", Map.of("warn", ALARM / 2, "alarm", ALARM));
    monitor.put("datasetShare", 0.15);
    monitor.put("enter", Map.of("of", 1, "atLeast", 1));
    monitor.put("leave", 1);
    String id = api.post(path(model) + "/monitors", monitor).path("id").asString();
    screen.say(
        "  PSI against the baseline over 30 days; a feature has drifted from %.1f on,", ALARM);
    screen.say(
        "  because months of the baseline itself reach 0.8; one drifted feature of six is an alarm");
    return id;
  }

  private void compareMonths(String monitor) {
    screen.step("Check month by month against the baseline: PSI of each feature");
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < WHOLE_MONTHS; i++) {
      YearMonth month = FIRST.plusMonths(i);
      JsonNode check =
          check(monitor, month + "-01T00:00:00Z", month.plusMonths(1) + "-01T00:00:00Z");
      Map<String, Double> scores =
          check
              .path("features")
              .valueStream()
              .collect(toMap(f -> f.path("name").asString(), f -> f.path("score").asDouble()));
      List<String> row = new ArrayList<>(List.of(month.toString(), check.path("rows").asString()));
      for (String feature : Housing.FEATURES)
        row.add(mark(scores.getOrDefault(feature, Double.NaN)));
      row.add(check.path("outcome").asString());
      rows.add(row);
    }
    List<String> head = new ArrayList<>(List.of("month", "rows"));
    head.addAll(Housing.FEATURES);
    head.add("outcome");
    screen.table(head, rows);
  }

  private static String mark(double score) {
    return (score >= ALARM ? "*" : "") + Screen.number(score, 2);
  }

  private JsonNode check(String monitor, String from, String to) {
    return api.post("/monitors/" + monitor + "/checks", Map.of("from", from, "to", to));
  }

  private void replay(String model, String monitor) {
    screen.step("Replay the checks as the schedule would have run them, up to the end of October");
    JsonNode replayed =
        api.post(
            "/monitors/" + monitor + "/checks",
            Map.of("replay", true, "from", REPLAY_FROM, "to", REPLAY_TO, "step", "P30D"));
    screen.say(
        "  after %s windows the alarm is %s",
        replayed.path("checks"), replayed.path("state").asString().toUpperCase());
    api.get("/incidents?model=" + model + "&open=true")
        .path("items")
        .forEach(
            incident ->
                screen.say(
                    "  an incident is open: %s; the worst feature is %s, by its %s of %s",
                    incident.path("kind").asString(),
                    incident.path("worst").path("feature").asString(),
                    incident.path("worst").path("by").asString(),
                    Screen.number(incident.path("worst").path("score").asDouble(), 2)));
  }

  private void rollBack(String model) {
    screen.step("Roll back with one call");
    JsonNode moved =
        api.post(path(model) + "/rollback", Map.of("reason", "HouseAge drifted in October 2021"));
    screen.say(
        "  version %s is in production again, version %s went to %s; recorded as done by %s",
        moved.path("version"),
        moved.path("displaced").path("version"),
        moved.path("displaced").path("to").asString(),
        moved.path("by").asString());
    api.get("/audit?limit=1&model=" + model)
        .path("items")
        .forEach(
            entry ->
                screen.say(
                    "  audit entry %s: %s, hash %s…",
                    entry.path("seq"),
                    entry.path("action").asString(),
                    entry.path("hash").asString().substring(0, 12)));
  }

  private void whatToLookAt(String model, String monitor) {
    screen.step("Look at the results");
    String base = api.server() + "/api/v1";
    screen.say("  Swagger UI                  %s/swagger-ui.html", api.server());
    screen.say("  the model                   %s%s", base, path(model));
    screen.say("  the transitions             %s%s/transitions", base, version(model, 2));
    screen.say("  the checks                  %s/monitors/%s/checks", base, monitor);
    screen.say("  the incident                %s/incidents?model=%s", base, model);
    screen.say("  the card of version 3       %s%s/card", base, version(model, 3));
    screen.say("  the audit trail             %s/audit?model=%s", base, model);
    screen.say("  the metrics                 %s/actuator/prometheus", api.server());
    screen.say("  (with the header Authorization: Bearer TOKEN)");
  }

  private JsonNode move(String model, int number, String to, String reason) {
    return api.post(version(model, number) + "/transitions", Map.of("to", to, "reason", reason));
  }

  private static String path(String model) {
    return "/models/" + model;
  }

  private static String version(String model, int number) {
    return path(model) + "/versions/" + number;
  }
}
