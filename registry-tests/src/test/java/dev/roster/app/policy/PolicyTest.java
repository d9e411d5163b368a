package dev.roster.app.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who defines a policy, which model it judges, and what it says to a move. */
class PolicyTest extends RunningServer {
  private static final String EDGE =
      """
      {"edges":[{"from":"staging","to":"production","gates":[%s],"reports":[%s]}]}
      """;
  private static final String AUC =
      """
      {"name":"auc-not-worse","when":"champion != null",
       "require":"candidate.metrics[\\"auc\\"] >= champion.metrics[\\"auc\\"] - 0.002",
       "message":"AUC at most 0.002 under production's"}
      """;
  private static final String BASELINE =
      "{\"name\":\"baseline\",\"require\":\"candidate.hasBaseline\"}";
  private static final String SCAN =
      "{\"name\":\"security-scan\",\"maxAge\":\"P30D\",\"reportedBy\":\"reporter\"}";

  private final String policy = "p-" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void aDocumentIsARevisionAndTheSameDocumentIsNone() {
    Answer made = put(policy, EDGE.formatted(AUC, SCAN));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().path("revision").asInt()).isEqualTo(1);
    assertThat(made.header("ETag")).isEqualTo("\"r1\"");
    Answer same = put(policy, EDGE.formatted(AUC, SCAN));
    assertThat(same.status()).isEqualTo(200);
    assertThat(same.json()).isEqualTo(made.json());
    assertThat(put(policy, EDGE.formatted(BASELINE, "")).json().path("revision").asInt())
        .isEqualTo(2);
    Answer stale =
        send(
            with("PUT", "/api/v1/policies/" + policy, EDGE.formatted(AUC, ""))
                .header("If-Match", "\"r1\""));
    assertThat(stale.code()).isEqualTo("stale");
    assertThat(get("/api/v1/policies/" + policy).json().at("/edges/0/gates/0/name").asString())
        .isEqualTo("baseline");
    assertThat(get("/api/v1/policies?limit=200").text()).contains("\"" + policy + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name':'a','require':'candidat.version > 1'} | /edges/0/gates/0/require | line 1, column 1: the name 'candidat' is not known; did you mean 'candidate'?",
        "{'name':'a','require':'true','when':'1'}      | /edges/0/gates/0/when    | expected type 'bool' but found 'int'",
        "{'name':'','require':'true'}                  | /edges/0/gates/0/name    | must be 1 to 64 of",
        "{'name':'a'}                                  | /edges/0/gates/0/require | is required",
        "{'name':'a','require':'true','extra':1}       | /edges/0/gates/0/extra   | is not known",
      })
  void aFaultIsRefusedAtItsPlace(String gate, String pointer, String detail) {
    Answer refused = put(policy, EDGE.formatted(gate.replace('\'', '"'), ""));
    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
    assertThat(refused.json().at("/errors/0/detail").asString()).contains(detail);
  }

  @Test
  void anEdgeThatDoesNotExistIsRefused() {
    Answer edge = put(policy, "{\"edges\":[{\"from\":\"none\",\"to\":\"production\"}]}");
    assertThat(edge.json().at("/errors/0/pointer").asString()).isEqualTo("/edges/0/to");
    assertThat(put("schema", "{\"edges\":[]}").code()).isEqualTo("invalid_field");
  }

  @Test
  void approvalsDrainAndRetentionAreKeptAndShown() {
    Answer made =
        put(
            policy,
            """
            {"edges":[{"from":"staging","to":"production","approvals":{"count":2}}],
             "drain":"P7D","retention":{"keepLast":3,"reclaimRetiredAfter":"P90D"}}""");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().at("/edges/0/approvals"))
        .isEqualTo(JSON.readTree("{\"count\":2,\"notAuthor\":true,\"expireAfter\":\"P7D\"}"));
    String model = model("kept");
    JsonNode bound = bind(model, "{\"policy\":\"" + policy + "\"}");
    assertThat(bound.path("drain").asString()).isEqualTo("P7D");
    assertThat(bound.path("retention"))
        .isEqualTo(JSON.readTree("{\"keepLast\":3,\"reclaimRetiredAfter\":\"P90D\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"low", "standard", "high-risk"})
  void theExamplesAreTaken(String name) throws IOException {
    String document = Files.readString(Path.of("../examples/policies/" + name + ".json"));
    Answer made = put(policy, document);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
  }

  @Test
  void refusedMovesAreCountedByGateAndDryRunsAreNot() {
    String gate = "gate-" + UUID.randomUUID();
    put(policy, EDGE.formatted("{\"name\":\"" + gate + "\",\"require\":\"false\"}", SCAN));
    String model = model("counted");
    int number = staged(model, 0.9);
    bind(model, "{\"policy\":\"" + policy + "\"}");
    String series = "roster_moves_refused_total{kind=\"gate\",name=\"" + gate + "\"}";

    Answer trial =
        post(
            "/models/" + model + "/versions/" + number + "/transitions?dryRun=true",
            "{\"to\":\"production\",\"reason\":\"try\"}");
    assertThat(trial.json().path("allowed").asBoolean()).isFalse();
    assertThat(get("/actuator/prometheus").text()).doesNotContain(gate);
    assertThat(move(model, number, "production").status()).isEqualTo(409);
    assertThat(move(model, number, "production").status()).isEqualTo(409);
    assertThat(get("/actuator/prometheus").text())
        .contains(series + " 2.0")
        .contains("roster_moves_refused_total{kind=\"report\",name=\"security-scan\"}");
  }

  @Test
  void aMoveIsRefusedWithEveryBlockerAndPassesOnceTheyAreMended() {
    put(policy, EDGE.formatted(AUC + "," + BASELINE, SCAN));
    String model = model("policy");
    promoted(model, 0.936);
    int second = staged(model, 0.91);
    bind(model, "{\"policy\":\"" + policy + "\"}");

    Answer refused = move(model, second, "production");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("gate_failed");
    List<String> blockers =
        List.of("/gates/auc-not-worse", "/gates/baseline", "/reports/security-scan");
    assertThat(pointers(refused.json().path("errors"))).isEqualTo(blockers);
    Answer tried = post(transitions(model, second) + "?dryRun=true", TO_PRODUCTION);
    assertThat(tried.status()).isEqualTo(200);
    assertThat(tried.json().path("allowed").asBoolean(true)).isFalse();
    assertThat(pointers(tried.json().path("errors"))).isEqualTo(blockers);
    JsonNode evidence = tried.json().path("evidence");
    JsonNode auc = find(evidence, "gate", "auc-not-worse");
    assertThat(auc.path("detail").asString())
        .isEqualTo("AUC at most 0.002 under production's: 0.91 >= 0.936 - 0.002 is false");
    assertThat(auc.path("values"))
        .isEqualTo(
            JSON.readTree(
                "{\"candidate.metrics[\\\"auc\\\"]\":0.91,\"champion.metrics[\\\"auc\\\"]\":0.936}"));
    assertThat(auc.path("remedy").asString()).contains(policy + ", revision 1");
    JsonNode scan = find(evidence, "report", "security-scan");
    assertThat(scan.has("verdict") && scan.path("verdict").isNull()).isTrue();
    assertThat(scan.has("at") && scan.path("at").isNull()).isTrue();

    metric(model, second, 0.95);
    send(
        to(path(model, second) + "/baseline", ADMIN)
            .header("Content-Type", "text/csv")
            .PUT(BodyPublishers.ofString(rows())));
    report(model, second, token("reporter", model), "passed");
    Answer moved = move(model, second, "production");
    assertThat(moved.status()).as(moved.text()).isEqualTo(201);
    assertThat(
            find(moved.json().path("evidence"), "gate", "auc-not-worse").path("detail").asString())
        .endsWith("0.95 >= 0.936 - 0.002 is true");
    JsonNode stored = get(transitions(model, second)).json().at("/items/0/evidence");
    assertThat(stored).isEqualTo(moved.json().path("evidence"));
    assertThat(find(stored, "report", "security-scan").path("verdict").asString())
        .isEqualTo("passed");
    assertThat(find(stored, "gate", "ready").has("verdict")).isFalse();
  }

  @Test
  void aGateWhoseConditionIsFalseIsSkippedAndAnAbsentKeyIsNamed() {
    put(
        policy,
        EDGE.formatted(AUC + ",{\"name\":\"f1\",\"require\":\"candidate.metrics.f1 > 0.5\"}", ""));
    String model = model("policy");
    int first = staged(model, 0.9);
    bind(model, "{\"policy\":\"" + policy + "\"}");
    JsonNode evidence =
        post(transitions(model, first) + "?dryRun=true", TO_PRODUCTION).json().path("evidence");
    JsonNode skipped = find(evidence, "gate", "auc-not-worse");
    assertThat(skipped.path("passed").asBoolean(false)).isTrue();
    assertThat(skipped.path("skipped").asBoolean(false)).isTrue();
    assertThat(skipped.path("values").path("champion").isNull()).isTrue();
    JsonNode absent = find(evidence, "gate", "f1");
    assertThat(absent.path("passed").asBoolean(true)).isFalse();
    assertThat(absent.path("detail").asString()).isEqualTo("candidate.metrics.f1 is absent");
  }

  @Test
  void everyNameOfTheSchemaCanBeRead() {
    JsonNode items =
        send("GET", "/api/v1/policies/schema", token("reader", "x*")).json().path("items");
    String gates =
        String.join(
            ",",
            items
                .valueStream()
                .map(item -> item.path("name").asString())
                .filter(name -> !name.startsWith("champion."))
                .map(
                    name ->
                        "{\"name\":\"%1$s\",\"require\":\"dyn(%1$s) != dyn(model) || true\"}"
                            .formatted(name))
                .toList());
    assertThat(put(policy, EDGE.formatted(gates, "")).status()).isEqualTo(201);
    String model = model("policy");
    int first = staged(model, 0.9);
    bind(model, "{\"policy\":\"" + policy + "\"}");
    Answer moved = move(model, first, "production");
    assertThat(moved.status()).as(moved.text()).isEqualTo(201);
    JsonNode values =
        find(moved.json().path("evidence"), "gate", "candidate.metrics").path("values");
    assertThat(values.at("/candidate.metrics/auc").asDouble(0)).isEqualTo(0.9);
  }

  @Test
  void aRollBackAsksForNothingThatThePolicyDemands() {
    put(policy, EDGE.formatted(BASELINE, ""));
    String model = model("policy");
    promoted(model, 0.9);
    promoted(model, 0.91);
    bind(model, "{\"policy\":\"" + policy + "\"}");
    Answer back = post("/api/v1/models/" + model + "/rollback", "{\"reason\":\"worse\"}");
    assertThat(back.status()).as(back.text()).isEqualTo(201);
  }

  @Test
  void thePolicySaysWhereADisplacedVersionGoesAndThatIfMatchIsNeeded() {
    put(policy, "{\"edges\":[],\"displacedTo\":\"retired\",\"requireIfMatch\":true}");
    String model = model("policy");
    promoted(model, 0.9);
    int second = staged(model, 0.9);
    bind(model, "{\"policy\":\"" + policy + "\"}");
    Answer without = move(model, second, "production");
    assertThat(without.status()).isEqualTo(428);
    assertThat(without.code()).isEqualTo("precondition_required");
    String revision = get("/api/v1/models/" + model).header("ETag");
    Answer moved =
        send(with("POST", transitions(model, second), TO_PRODUCTION).header("If-Match", revision));
    assertThat(moved.status()).as(moved.text()).isEqualTo(201);
    assertThat(moved.json().at("/displaced/to").asString()).isEqualTo("retired");
    assertThat(get(path(model, 1)).json().path("stage").asString()).isEqualTo("retired");
  }

  @Test
  void theModelsOwnPolicyWinsAndThenTheLongestPrefix() {
    String model = model("prefix-" + policy);
    String longer = policy + "-longer";
    put(policy, EDGE.formatted(BASELINE, ""));
    put(longer, EDGE.formatted("", SCAN));
    assertThat(policyOf(model).path("policy").isNull()).isTrue();
    prefixes(policy, "prefix-" + policy);
    assertThat(policyOf(model).path("policy").asString()).isEqualTo(policy);
    prefixes(longer, model.toUpperCase(Locale.ROOT));
    JsonNode byPrefix = policyOf(model);
    assertThat(byPrefix.path("policy").asString()).isEqualTo(longer);
    assertThat(byPrefix.path("own").asBoolean(true)).isFalse();
    Answer taken = setPrefixes(policy, "[\"" + model + "\"]");
    assertThat(taken.json().at("/errors/0/pointer").asString()).isEqualTo("/prefixes/0");

    JsonNode own = bind(model, EDGE.formatted(AUC, ""));
    assertThat(own.path("policy").isNull()).isTrue();
    assertThat(own.path("own").asBoolean(false)).isTrue();
    assertThat(own.path("revision").asInt()).isEqualTo(1);
    assertThat(bind(model, EDGE.formatted(AUC, "")).path("revision").asInt()).isEqualTo(1);
    assertThat(bind(model, EDGE.formatted("", "")).path("revision").asInt()).isEqualTo(2);
    assertThat(bind(model, "{\"policy\":null}").path("policy").asString()).isEqualTo(longer);
    setPrefixes(longer, "[]");
    setPrefixes(policy, "[]");
    assertThat(policyOf(model).path("displacedTo").asString()).isEqualTo("staging");
  }

  @Test
  void thePolicyOfAnInstantIsToldLater() {
    put(policy, EDGE.formatted(BASELINE, ""));
    String model = model("policy");
    Instant before = now();
    bind(model, "{\"policy\":\"" + policy + "\"}");
    Instant first = now();
    put(policy, EDGE.formatted(AUC, ""));
    Instant second = now();
    bind(model, "{\"policy\":null}");
    assertThat(policyAt(model, before).path("policy").isNull()).isTrue();
    assertThat(policyAt(model, first).path("revision").asInt()).isEqualTo(1);
    assertThat(policyAt(model, second).path("revision").asInt()).isEqualTo(2);
    assertThat(policyOf(model).path("policy").isNull()).isTrue();
  }

  @Test
  void aPolicyInUseIsNotDeleted() {
    put(policy, EDGE.formatted(BASELINE, ""));
    String model = model("policy");
    bind(model, "{\"policy\":\"" + policy + "\"}");
    Answer inUse = send("DELETE", "/api/v1/policies/" + policy, ADMIN);
    assertThat(inUse.status()).isEqualTo(409);
    assertThat(inUse.code()).isEqualTo("policy_in_use");
    assertThat(inUse.text()).contains(model);
    bind(model, "{\"policy\":null}");
    assertThat(send("DELETE", "/api/v1/policies/" + policy, ADMIN).status()).isEqualTo(204);
    assertThat(get("/api/v1/policies/" + policy).code()).isEqualTo("policy_not_found");
    assertThat(put(policy, EDGE.formatted(BASELINE, "")).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}",
        "{\"policy\":7}",
        "{\"policy\":\"no-such\"}",
        "{\"policy\":null,\"edges\":[]}"
      })
  void aModelIsBoundToAPolicyThatExistsOrToADocument(String body) {
    String model = model("policy");
    Answer refused = send(with("PUT", "/api/v1/models/" + model + "/policy", body));
    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(policyOf(model).path("revision").isNull()).isTrue();
  }

  @Test
  void aSimulationJudgesTheNewestVersionInStagingAndChangesNothing() {
    String prefix = "simulated-" + policy;
    String good = model(prefix), bad = model(prefix), hidden = model("other-" + policy);
    staged(good, 0.5);
    int newest = staged(good, 0.95);
    staged(bad, 0.5);
    staged(hidden, 0.95);
    model(prefix); // without a version
    String document =
        EDGE.formatted("{\"name\":\"auc\",\"require\":\"candidate.metrics.auc > 0.9\"}", "");
    String request = "{\"models\":\"%s*\",\"document\":%s}".formatted(prefix, document);
    Answer judged = post("/api/v1/policies/" + policy + "/simulate", request);
    assertThat(judged.status()).as(judged.text()).isEqualTo(200);
    assertThat(judged.json().path("items").valueStream().map(PolicyTest::outcome))
        .containsExactlyInAnyOrder(good + "/" + newest + " true", bad + "/1 false");
    Answer narrow =
        send(
            to("/api/v1/policies/" + policy + "/simulate", token("reader", bad))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request)));
    assertThat(narrow.json().path("items").valueStream().map(PolicyTest::outcome))
        .containsExactly(bad + "/1 false");
    assertThat(get(path(good, newest)).json().path("stage").asString()).isEqualTo("staging");
    assertThat(post("/api/v1/policies/" + policy + "/simulate", "{\"models\":\"x*\"}").code())
        .isEqualTo("policy_not_found");
  }

  @Test
  void eachChangeOfAPolicyIsInTheAuditLog() {
    put(policy, EDGE.formatted(BASELINE, ""));
    String model = model("policy");
    bind(model, "{\"policy\":\"" + policy + "\"}");
    JsonNode entry = get("/api/v1/audit?model=" + model).json().at("/items/0");
    assertThat(entry.path("action").asString()).isEqualTo("policy.changed");
    assertThat(entry.at("/detail/policy").asString()).isEqualTo(policy);
    assertThat(entry.at("/detail/revision").asInt()).isEqualTo(1);
  }

  private static final String TO_PRODUCTION = "{\"to\":\"production\",\"reason\":\"because\"}";

  private static String outcome(JsonNode item) {
    return item.path("model").asString()
        + "/"
        + item.path("version").asInt()
        + " "
        + item.path("allowed").asBoolean();
  }

  private static List<String> pointers(JsonNode errors) {
    return errors.valueStream().map(error -> error.path("pointer").asString()).toList();
  }

  private static JsonNode find(JsonNode evidence, String kind, String name) {
    return evidence
        .valueStream()
        .filter(found -> found.path(kind).asString("").equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " in " + evidence));
  }

  private Answer put(String name, String document) {
    return send(with("PUT", "/api/v1/policies/" + name, document));
  }

  private JsonNode bind(String model, String body) {
    Answer bound = send(with("PUT", "/api/v1/models/" + model + "/policy", body));
    assertThat(bound.status()).as(bound.text()).isEqualTo(200);
    return bound.json();
  }

  private void prefixes(String name, String prefix) {
    Answer set = setPrefixes(name, "[\"" + prefix + "\"]");
    assertThat(set.status()).as(set.text()).isEqualTo(200);
  }

  private Answer setPrefixes(String name, String prefixes) {
    return send(
        with("PUT", "/api/v1/policies/" + name + "/prefixes", "{\"prefixes\":" + prefixes + "}"));
  }

  private JsonNode policyOf(String model) {
    return get("/api/v1/models/" + model + "/policy").json();
  }

  private JsonNode policyAt(String model, Instant at) {
    return get("/api/v1/models/" + model + "/policy?at=" + at).json();
  }

  private Instant now() {
    return jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
  }

  private static String path(String model, int version) {
    return "/api/v1/models/%s/versions/%d".formatted(model, version);
  }

  private static String transitions(String model, int version) {
    return path(model, version) + "/transitions";
  }

  private int staged(String model, double auc) {
    int version = client().existing(model).version().ready().move("staging").number();
    metric(model, version, auc);
    return version;
  }

  private int promoted(String model, double auc) {
    int version = staged(model, auc);
    assertThat(move(model, version, "production").status()).isEqualTo(201);
    return version;
  }

  private void metric(String model, int version, double auc) {
    Answer recorded =
        post(
            path(model, version) + "/metrics",
            "{\"metrics\":[{\"name\":\"auc\",\"value\":" + auc + "}]}");
    assertThat(recorded.status()).as(recorded.text()).isLessThan(300);
  }

  private void report(String model, int version, String token, String verdict) {
    Answer sent =
        send(
            to(path(model, version) + "/reports", token)
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"name\":\"security-scan\",\"verdict\":\"" + verdict + "\"}")));
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
  }

  private static String rows() {
    StringBuilder rows = new StringBuilder("x\n");
    for (int i = 0; i < 200; i++) rows.append(i).append('\n');
    return rows.toString();
  }
}
