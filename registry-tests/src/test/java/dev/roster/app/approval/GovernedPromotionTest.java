package dev.roster.app.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The policy of the reference, from a refusal with every blocker to the move. */
class GovernedPromotionTest extends GovernedModel {
  private static final String POLICY =
      """
      {"description":"Models that decide about people",
       "edges":[{"from":"staging","to":"production",
         "gates":[{"name":"auc-not-worse","when":"champion != null",
                   "require":"candidate.metrics[\\"auc\\"] >= champion.metrics[\\"auc\\"] - 0.002",
                   "message":"AUC at most 0.002 under production's"},
                  {"name":"baseline","require":"candidate.hasBaseline"},
                  {"name":"owned","require":"model.owner != \\"\\""}],
         "reports":[{"name":"security-scan","maxAge":"P30D","reportedBy":"reporter"}],
         "approvals":{"count":2,"notAuthor":true,"expireAfter":"P7D"}}],
       "displacedTo":"staging","requireIfMatch":false,
       "drain":"P7D","retention":{"keepLast":3,"reclaimRetiredAfter":"P90D"}}""";

  @Test
  void everyBlockerIsNamedAndOnceMendedTheMoveKeepsWhatWasTrue() {
    String model = model("governed");
    int champion = staged(model);
    metric(model, champion, 0.936);
    move(model, champion, "production");
    int number = staged(model);
    metric(model, number, 0.91);
    String policy = "reference-" + UUID.randomUUID().toString().substring(0, 8);
    Answer saved = send(with("PUT", "/api/v1/policies/" + policy, POLICY));
    assertThat(saved.status()).as(saved.text()).isEqualTo(201);
    bind(model, "{\"policy\":\"" + policy + "\"}");
    String releaser = person("releaser", model);
    String path = version(model, number);

    Answer refused = post(path + "/transitions", TO_PRODUCTION, releaser);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("gate_failed");
    assertThat(texts(refused.json().path("errors"), "pointer"))
        .containsExactly(
            "/gates/auc-not-worse",
            "/gates/baseline",
            "/gates/owned",
            "/reports/security-scan",
            "/approvals");
    String request = asked(model, number, releaser);

    metric(model, number, 0.95);
    String rows = String.join("\n", IntStream.range(0, 200).mapToObj(i -> "" + i).toList());
    send(
        to(path + "/baseline", ADMIN)
            .header("Content-Type", "text/csv")
            .PUT(BodyPublishers.ofString("x\n" + rows + "\n")));
    send(with("PATCH", "/api/v1/models/" + model, "{\"owner\":\"risk\"}"));
    Answer reported =
        post(
            path + "/reports",
            "{\"name\":\"security-scan\",\"verdict\":\"passed\",\"detail\":\"0 findings\"}",
            person("reporter", model));
    Answer almost = post(path + "/transitions", TO_PRODUCTION, releaser);
    assertThat(almost.code()).isEqualTo("approval_required");
    assertThat(almost.json().path("detail").asString())
        .contains("0 of 2")
        .contains("POST /api/v1/requests/" + request + "/approvals");
    String ann = named("ann-" + UUID.randomUUID(), "approver", model);
    String bob = named("bob-" + UUID.randomUUID(), "approver", model);
    Set<String> names =
        new HashSet<>(
            List.of(
                approve(request, ann).json().path("by").asString(),
                approve(request, bob).json().path("by").asString()));

    Answer moved = execute(request, releaser);
    assertThat(moved.status()).as(moved.text()).isEqualTo(201);
    JsonNode stored = get(path + "/transitions").json().at("/items/0");
    assertThat(stored).isEqualTo(moved.json());
    assertThat(stored.path("policy").asString()).isEqualTo(policy);
    assertThat(stored.path("policyRevision").asInt()).isEqualTo(1);
    assertThat(stored.path("digest")).isEqualTo(get(path).json().path("digest"));
    JsonNode evidence = stored.path("evidence");
    assertThat(evidence.valueStream()).allMatch(found -> found.path("passed").asBoolean());
    ObjectNode values = JSON.createObjectNode();
    values.put("candidate.metrics[\"auc\"]", 0.95).put("champion.metrics[\"auc\"]", 0.936);
    assertThat(of(evidence, "gate", "auc-not-worse").path("values")).isEqualTo(values);
    assertThat(of(evidence, "gate", "baseline").at("/values/candidate.hasBaseline").asBoolean())
        .isTrue();
    assertThat(of(evidence, "gate", "owned").at("/values/model.owner").asString())
        .isEqualTo("risk");
    JsonNode scan = of(evidence, "report", "security-scan");
    assertThat(scan.path("verdict").asString()).isEqualTo("passed");
    assertThat(scan.path("at")).isEqualTo(reported.json().path("at"));
    JsonNode approvals = evidence.path(evidence.size() - 1);
    assertThat(approvals.path("approvals").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(approvals.path("needed").asInt()).isEqualTo(2);
    assertThat(approvals.path("detail").asString()).isEqualTo("2 of 2");
    assertThat(approvals.path("request").asString()).isEqualTo(request);
  }

  private void metric(String model, int number, double auc) {
    post(
        version(model, number) + "/metrics",
        "{\"metrics\":[{\"name\":\"auc\",\"value\":" + auc + "}]}");
  }

  private static JsonNode of(JsonNode evidence, String kind, String name) {
    return evidence
        .valueStream()
        .filter(found -> found.path(kind).asString("").equals(name))
        .findFirst()
        .orElseThrow();
  }
}
