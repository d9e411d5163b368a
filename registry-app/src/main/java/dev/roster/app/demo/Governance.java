package dev.roster.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The part of the demo with a policy: a gate that refuses, a report, two approvals, the proof. */
final class Governance {
  private static final String TO = "staging";
  private static final List<Map<String, String>> GRANTS =
      List.of(Map.of("role", "approver", "models", "housing-demo*"));

  private final Api api;
  private final Screen screen;
  private final String model;
  private final String version;

  Governance(Api api, Screen screen, String model, int number) {
    this.api = api;
    this.screen = screen;
    this.model = "/models/" + model;
    this.version = this.model + "/versions/" + number;
  }

  void play() {
    screen.step("Let a policy decide whether version 3 may go to staging");
    bindPolicy();
    refused();
    meetTheGates();
    approveByTwo();
    prove();
  }

  private void bindPolicy() {
    Map<String, Object> edge =
        Map.of(
            "from",
            "none",
            "to",
            TO,
            "gates",
            List.of(
                gate("accuracy", "candidate.metrics[\"accuracy\"] >= 0.8", "Accuracy at least 0.8"),
                gate("card", "candidate.card.complete", "A complete model card")),
            "reports",
            List.of(Map.of("name", "security-scan")),
            "approvals",
            Map.of("count", 2));
    api.put(model + "/policy", Map.of("edges", List.of(edge)));
    screen.say("  PUT %s/policy  ->  two gates, a report, two approvals", model);
  }

  private static Map<String, String> gate(String name, String require, String message) {
    return Map.of("name", name, "require", require, "message", message);
  }

  private void refused() {
    JsonNode trial = api.post(version + "/transitions?dryRun=true", Map.of("to", TO));
    screen.say("  may it move? allowed: %s", trial.path("allowed"));
    for (JsonNode blocker : trial.path("errors"))
      screen.say(
          "    %s: %s", blocker.path("pointer").asString(), blocker.path("detail").asString());
  }

  private void meetTheGates() {
    api.put(
        version + "/card",
        Map.of(
            "intendedUse", "orders appraisals of districts",
            "contact", "pricing-team@example.org",
            "riskClass", "minimal"));
    api.post(
        version + "/reports",
        Map.of("name", "security-scan", "verdict", "passed", "detail", "0 findings"));
    screen.say("  the card is written, and the report of the scanner is passed");
  }

  /** Who registered the version does not decide, so two others do, each with a token of its own. */
  private void approveByTwo() {
    JsonNode request =
        api.post(version + "/requests", Map.of("to", TO, "reason", "more trees, same accuracy"));
    String path = "/requests/" + request.path("id").asString();
    List<String> tokens = new ArrayList<>();
    try {
      for (String person : List.of("ann", "bob")) {
        JsonNode token = api.post("/tokens", Map.of("name", unique(person), "grants", GRANTS));
        tokens.add(token.path("id").asString());
        Api approver = new Api(api.server(), token.path("token").asString());
        JsonNode decided =
            approver.post(
                path + "/approvals", Map.of("decision", "approve", "reason", "checked the card"));
        screen.say("  %s approves: the request is %s", person, decided.path("state").asString());
      }
      JsonNode moved = api.post(path + "/execute", Map.of());
      screen.say("  executed: %s -> %s", moved.path("from").asString(), TO);
    } finally {
      tokens.forEach(token -> api.delete("/tokens/" + token));
    }
  }

  /** A name that no token has which an earlier demo left. */
  private static String unique(String person) {
    return "demo-" + person + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  private void prove() {
    String name = model.substring("/models/".length());
    JsonNode entry =
        api.get("/audit?limit=1&action=version.transitioned&model=" + name).path("items").path(0);
    JsonNode proof = api.get("/audit/" + entry.path("seq") + "/proof");
    screen.say(
        "  audit entry %s is proven by %d hashes to be in the signed log of %s entries;",
        entry.path("seq"), proof.path("hashes").size(), proof.path("treeSize"));
    screen.say("  all of it, to check offline: %s/api/v1%s/pack", api.server(), version);
  }
}
