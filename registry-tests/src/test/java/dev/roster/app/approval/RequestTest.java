package dev.roster.app.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.job.BackgroundJob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Asking for a move, deciding on it, and what ends a request. */
class RequestTest extends TwoApprovals {
  @Autowired private List<BackgroundJob> jobs;

  @Test
  void aRequestIsOpenedDecidedByTwoAndExecuted() {
    Answer opened = ask(model, number, ci);
    assertThat(opened.status()).as(opened.text()).isEqualTo(201);
    JsonNode made = opened.json();
    String request = made.path("id").asString();
    assertThat(opened.header("Location")).isEqualTo("/api/v1/requests/" + request);
    assertThat(made.path("kind").asString()).isEqualTo("transition");
    assertThat(made.path("state").asString()).isEqualTo("pending");
    assertThat(made.path("needed").asInt()).isEqualTo(2);
    assertThat(made.path("policyRevision").asInt()).isEqualTo(1);
    assertThat(made.path("digest").asString())
        .isEqualTo(get(version(model, number)).json().path("digest").asString());
    assertThat(made.path("approvals").isEmpty()).isTrue();

    Answer refused = post(version(model, number) + "/transitions", TO_PRODUCTION, releaser);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("approval_required");
    assertThat(texts(refused.json().path("errors"), "pointer")).containsExactly("/approvals");
    assertThat(execute(request, releaser).code()).isEqualTo("approval_required");

    Answer yes = approve(request, ann);
    assertThat(yes.status()).as(yes.text()).isEqualTo(201);
    assertThat(yes.json().path("counts").asBoolean()).isTrue();
    assertThat(yes.json().path("state").asString()).isEqualTo("pending");
    JsonNode evidence = read(request).path("evidence").path(2);
    assertThat(evidence.path("approvals").size()).isEqualTo(1);
    assertThat(evidence.path("needed").asInt()).isEqualTo(2);
    assertThat(evidence.path("passed").asBoolean(true)).isFalse();
    assertThat(evidence.path("detail").asString()).isEqualTo("1 of 2");
    assertThat(evidence.path("request").asString()).isEqualTo(request);

    assertThat(approve(request, bob).json().path("state").asString()).isEqualTo("approved");
    assertThat(execute(request, ci).code()).isEqualTo("forbidden");
    Answer moved = execute(request, releaser);
    assertThat(moved.status()).as(moved.text()).isEqualTo(201);
    assertThat(moved.json().path("request").asString()).isEqualTo(request);
    assertThat(moved.json().path("policyRevision").asInt()).isEqualTo(1);
    assertThat(moved.json().path("breakGlass").asBoolean(true)).isFalse();
    assertThat(stage(model, number)).isEqualTo("production");
    JsonNode executed = read(request);
    assertThat(executed.path("state").asString()).isEqualTo("executed");
    assertThat(executed.path("evidence")).isEqualTo(moved.json().path("evidence"));
    assertThat(actions(model).stream().filter(one -> one.matches("(request|approval)[.].*")))
        .containsExactly(
            "request.executed",
            "request.approved",
            "approval.given",
            "approval.given",
            "request.opened");
  }

  @Test
  void aTransitionUsesTheApprovedRequest() {
    String request = asked(model, number, ci);
    approve(request, ann);
    approve(request, bob);
    Answer moved = post(version(model, number) + "/transitions", TO_PRODUCTION, releaser);
    assertThat(moved.status()).as(moved.text()).isEqualTo(201);
    assertThat(moved.json().path("request").asString()).isEqualTo(request);
    assertThat(state(request)).isEqualTo("executed");
    assertThat(approve(request, person("approver", model)).code()).isEqualTo("request_closed");
    assertThat(execute(request, releaser).code()).isEqualTo("request_closed");
    assertThat(send("DELETE", "/api/v1/requests/" + request, ci).code())
        .isEqualTo("request_closed");
  }

  @Test
  void theLastYesMakesTheMoveInTheNameOfTheRequester() {
    Answer opened =
        post(
            version(model, number) + "/requests",
            "{\"to\":\"production\",\"reason\":\"better\",\"execute\":\"when-approved\"}",
            ci);
    String request = opened.json().path("id").asString();
    approve(request, ann);
    assertThat(approve(request, bob).json().path("state").asString()).isEqualTo("executed");
    assertThat(stage(model, number)).isEqualTo("production");
    JsonNode move = get(version(model, number) + "/transitions").json().at("/items/0");
    assertThat(move.path("by").asString()).startsWith("contributor-");
    assertThat(move.path("request").asString()).isEqualTo(request);
  }

  @Test
  void whereAGateFailsByThenTheRequestStaysApprovedAndSaysWhy() {
    bind(
        model,
        """
        {"edges":[{"from":"staging","to":"production","approvals":{"count":1},
          "gates":[{"name":"auc","require":"candidate.metrics.auc > 0.9"}]}]}""");
    String request =
        post(
                version(model, number) + "/requests",
                "{\"to\":\"production\",\"reason\":\"better\",\"execute\":\"when-approved\"}",
                ci)
            .json()
            .path("id")
            .asString();
    Answer yes = approve(request, ann);
    assertThat(yes.json().path("state").asString()).isEqualTo("approved");
    assertThat(stage(model, number)).isEqualTo("staging");
    assertThat(read(request).path("detail").asString()).contains("candidate.metrics.auc is absent");
    post(version(model, number) + "/metrics", "{\"metrics\":[{\"name\":\"auc\",\"value\":0.95}]}");
    assertThat(execute(request, releaser).status()).isEqualTo(201);
    assertThat(state(request)).isEqualTo("executed");
  }

  @Test
  void nothingIsDoneInTheNameOfARevokedRequester() {
    String request =
        post(
                version(model, number) + "/requests",
                "{\"to\":\"production\",\"reason\":\"better\",\"execute\":\"when-approved\"}",
                ci)
            .json()
            .path("id")
            .asString();
    revoke(ci);
    approve(request, ann);
    assertThat(approve(request, bob).json().path("state").asString()).isEqualTo("approved");
    assertThat(read(request).path("detail").asString()).contains("was revoked");
    assertThat(stage(model, number)).isEqualTo("staging");
  }

  @Test
  void aRejectionNeedsAReasonAndEndsIt() {
    String request = asked(model, number, ci);
    String path = "/api/v1/requests/" + request + "/approvals";
    assertThat(post(path, "{\"decision\":\"reject\"}", ann).code()).isEqualTo("invalid_field");
    Answer no = post(path, "{\"decision\":\"reject\",\"reason\":\"slices are worse\"}", ann);
    assertThat(no.status()).as(no.text()).isEqualTo(201);
    JsonNode rejected = read(request);
    assertThat(rejected.path("state").asString()).isEqualTo("rejected");
    assertThat(rejected.path("detail").asString()).isEqualTo("slices are worse");
    assertThat(approve(request, bob).code()).isEqualTo("request_closed");
    assertThat(ask(model, number, ci).status()).isEqualTo(201);
  }

  @Test
  void aVersionHasOneOpenRequestForAStage() {
    asked(model, number, ci);
    Answer second = ask(model, number, releaser);
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.code()).isEqualTo("request_open");
    assertThat(post(version(model, number) + "/requests", "{\"to\":\"none\"}", releaser).status())
        .isEqualTo(201);
  }

  @Test
  void itsRequesterWithdrawsItAndNobodyElse() {
    String request = asked(model, number, ci);
    assertThat(send("DELETE", "/api/v1/requests/" + request, ann).code()).isEqualTo("forbidden");
    assertThat(send("DELETE", "/api/v1/requests/" + request, ci).status()).isEqualTo(204);
    assertThat(state(request)).isEqualTo("withdrawn");
  }

  @Test
  void oneWithdrawsOnesOwnYesAndMayDecideAgain() {
    String request = asked(model, number, ci);
    String yes = approve(request, ann).json().path("id").asString();
    approve(request, bob);
    String path = "/api/v1/requests/" + request + "/approvals/" + yes;
    assertThat(send("DELETE", path, bob).code()).isEqualTo("forbidden");
    assertThat(send("DELETE", path, ann).status()).isEqualTo(204);
    assertThat(send("DELETE", path, ann).code()).isEqualTo("approval_not_found");
    assertThat(state(request)).isEqualTo("pending");
    assertThat(approve(request, ann).json().path("state").asString()).isEqualTo("approved");
  }

  @Test
  void aYesOfARevokedTokenDoesNotCountAndTheRequestIsPendingAgain() {
    String request = asked(model, number, ci);
    approve(request, ann);
    approve(request, bob);
    assertThat(state(request)).isEqualTo("approved");
    revoke(bob);
    JsonNode now = read(request);
    assertThat(now.path("state").asString()).isEqualTo("pending");
    assertThat(now.at("/approvals/0/counts").asBoolean()).isTrue();
    assertThat(now.at("/approvals/1/counts").asBoolean(true)).isFalse();
    assertThat(execute(request, releaser).code()).isEqualTo("approval_required");
  }

  /** The grant of the second approver is over a prefix that the new name does not have. */
  @Test
  void aYesWhoseTokenLostTheRightDoesNotCount() {
    String request = asked(model, number, ci);
    approve(request, ann);
    String carl = person("approver", model.substring(0, 10) + "*");
    assertThat(approve(request, carl).json().path("state").asString()).isEqualTo("approved");
    String renamed = "re" + model;
    Answer patched =
        send(with("PATCH", "/api/v1/models/" + model, "{\"name\":\"" + renamed + "\"}"));
    assertThat(patched.status()).as(patched.text()).isEqualTo(200);
    JsonNode now = read(request);
    assertThat(now.path("state").asString()).isEqualTo("pending");
    assertThat(now.at("/approvals/1/counts").asBoolean(true)).isFalse();
  }

  @Test
  void aRequestExpiresAndMakesRoomForAnother() {
    bind(model, policy(1, ",\"expireAfter\":\"P2D\""));
    String request = asked(model, number, ci);
    JsonNode made = read(request);
    assertThat(Instant.parse(made.path("expiresAt").asString()))
        .isEqualTo(Instant.parse(made.path("at").asString()).plus(Duration.ofDays(2)));
    approve(request, ann);
    letExpire(request);
    assertThat(state(request)).isEqualTo("expired");
    assertThat(approve(request, bob).code()).isEqualTo("request_closed");
    assertThat(execute(request, releaser).code()).isEqualTo("request_closed");
    assertThat(post(version(model, number) + "/transitions", TO_PRODUCTION, releaser).code())
        .isEqualTo("approval_required");
    assertThat(actions(model)).doesNotContain("request.expired");
    assertThat(ask(model, number, ci).status()).isEqualTo(201);
    assertThat(actions(model)).contains("request.expired");
  }

  @Test
  void aJobClosesRequestsWhoseTimeIsOver() {
    String request = asked(model, number, ci);
    letExpire(request);
    for (BackgroundJob job : jobs) if (job.name().equals("request-expiry")) job.run();
    assertThat(actions(model)).contains("request.expired");
    JsonNode closed = read(request);
    assertThat(closed.path("state").asString()).isEqualTo("expired");
    assertThat(closed.path("closedBy").asString()).isEqualTo("system");
  }

  @Test
  void requestsThatWaitAreCounted() {
    double before = pending();
    String request = asked(model, number, ci);
    assertThat(pending()).isEqualTo(before + 1);
    assertThat(get("/actuator/prometheus").text())
        .containsPattern(
            "roster_requests_oldest_pending_timestamp_seconds\\{kind=\"transition\"} [0-9.E]+");
    approve(request, ann);
    approve(request, bob);
    assertThat(pending()).as("it is approved").isEqualTo(before);
  }

  private double pending() {
    for (BackgroundJob job : jobs) if (job.name().equals("request-gauges")) job.run();
    return get("/actuator/prometheus")
        .text()
        .lines()
        .filter(line -> line.startsWith("roster_requests_pending{kind=\"transition\"}"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  private void letExpire(String request) {
    jdbc.sql("update request set expires_at = at where id = :id::uuid")
        .param("id", request)
        .update();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "document",
        "binding",
        "prefix",
        "rename",
        "move",
        "deletion",
        "deletion of the model",
        "displaced"
      })
  void aRequestIsVoidAtOnceWhenWhatItIsAboutChanges(String change) {
    String policy = "v-" + UUID.randomUUID().toString().substring(0, 8);
    send(with("PUT", "/api/v1/policies/" + policy, policy(1, "")));
    boolean byPrefix = change.equals("prefix") || change.equals("rename");
    bind(model, byPrefix ? "{\"policy\":null}" : "{\"policy\":\"" + policy + "\"}");
    String prefixes = "/api/v1/policies/" + policy + "/prefixes";
    if (byPrefix)
      assertThat(send(with("PUT", prefixes, "{\"prefixes\":[\"" + model + "\"]}")).status())
          .isEqualTo(200);
    String request = asked(model, number, ci);
    approve(request, ann);
    assertThat(state(request)).isEqualTo("approved");

    switch (change) {
      case "document" -> send(with("PUT", "/api/v1/policies/" + policy, policy(2, "")));
      case "binding" -> bind(model, policy(1, ""));
      case "prefix" -> send(with("PUT", prefixes, "{\"prefixes\":[]}"));
      case "rename" ->
          send(with("PATCH", "/api/v1/models/" + model, "{\"name\":\"re" + model + "\"}"));
      case "move" -> move(model, number, "none");
      case "deletion" -> send("DELETE", version(model, number), ADMIN);
      case "deletion of the model" -> send("DELETE", "/api/v1/models/" + model, ADMIN);
      default -> {
        bind(model, "{\"policy\":null}");
        int other = staged(model);
        move(model, other, "production");
        request = asked(model, other, releaser, "staging");
        move(model, staged(model), "production");
      }
    }
    JsonNode now = read(request);
    assertThat(now.path("state").asString()).as(now.toString()).isEqualTo("void");
    assertThat(now.path("detail").asString()).isNotBlank();
    assertThat(approve(request, bob).code()).isEqualTo("request_closed");
    assertThat(actions(now.path("model").asString())).contains("request.void");
  }

  private String asked(String of, int version, String token, String stage) {
    return post(version(of, version) + "/requests", "{\"to\":\"" + stage + "\"}", token)
        .json()
        .path("id")
        .asString();
  }

  @Test
  void anEdgeWithoutApprovalsIsApprovedAtOnce() {
    bind(model, "{\"policy\":null}");
    String request = asked(model, number, ci);
    assertThat(state(request)).isEqualTo("approved");
    send("DELETE", "/api/v1/requests/" + request, ci);
    String due = "{\"to\":\"production\",\"reason\":\"better\",\"execute\":\"when-approved\"}";
    assertThat(post(version(model, number) + "/requests", due, ci).code()).isEqualTo("forbidden");
    Answer made = post(version(model, number) + "/requests", due, releaser);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().path("state").asString()).isEqualTo("executed");
    assertThat(stage(model, number)).isEqualTo("production");
  }

  /** Else a request would be a way around the policy that wants If-Match. */
  @Test
  void aMoveThatARequestMakesAtOnceIsAboutTheModelAsItIsNow() {
    bind(model, "{\"edges\":[],\"requireIfMatch\":true}");
    String body = "{\"to\":\"production\",\"reason\":\"x\",\"execute\":\"when-approved\"}";
    String requests = version(model, number) + "/requests";
    assertThat(post(requests, body, releaser).code()).isEqualTo("precondition_required");
    assertThat(post(requests, body, releaser, "\"r0\"").code()).isEqualTo("stale");
    assertThat(stage(model, number)).isEqualTo("staging");
    String etag = get("/api/v1/models/" + model).header("ETag");
    Answer made = post(requests, body, releaser, etag);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().path("state").asString()).isEqualTo("executed");
  }

  @Test
  void whatCannotBeDoneCannotBeAskedFor() {
    String path = version(model, number) + "/requests";
    assertThat(post(path, "{\"to\":\"staging\"}", ci).code()).isEqualTo("transition_not_allowed");
    assertThat(post(path, "{\"to\":\"production\"}", ci).code()).isEqualTo("invalid_field");
    assertThat(post(path, "{\"to\":\"none\",\"execute\":\"now\"}", ci).code())
        .isEqualTo("invalid_field");
    assertThat(ask(model, draft(model), ci).code()).isEqualTo("version_not_ready");
    assertThat(ask(model, number, person("reader", model)).code()).isEqualTo("forbidden");
    String nobody = "/api/v1/requests/" + UUID.randomUUID();
    assertThat(get(nobody).code()).isEqualTo("request_not_found");
    assertThat(get("/api/v1/requests/x").code()).isEqualTo("request_not_found");
    String request = asked(model, number, ci);
    assertThat(send("GET", "/api/v1/requests/" + request, person("admin", "other*")).code())
        .isEqualTo("request_not_found");
  }

  @Test
  void aListShowsWhatOneAskedForAndWhatOneMayDecide() {
    String mine = asked(model, number, ci);
    int second = staged(model);
    String other = asked(model, second, releaser);
    approve(other, ann);
    String of = "/api/v1/requests?model=" + model;
    assertThat(ids(of, ADMIN)).containsExactly(other, mine);
    assertThat(ids(of + "&limit=1", ADMIN)).containsExactly(other);
    assertThat(ids(of + "&mine=true", ci)).containsExactly(mine);
    assertThat(ids(of + "&decidable=true", ann)).containsExactly(mine);
    assertThat(ids(of + "&decidable=true", bob)).containsExactly(other, mine);
    assertThat(ids(of + "&decidable=true", ADMIN)).as("the author").isEmpty();
    assertThat(ids(of + "&decidable=true", ci)).isEmpty();
    approve(other, bob);
    assertThat(ids(of + "&state=approved", bob)).containsExactly(other);
    assertThat(ids(of + "&state=pending", bob)).containsExactly(mine);
    assertThat(ids("/api/v1/requests", person("reader", "nothing*"))).isEmpty();
    assertThat(get("/api/v1/requests?state=odd").code()).isEqualTo("invalid_field");
    String next = get(of + "&limit=1").json().path("next").asString();
    assertThat(ids(of + "&limit=1&cursor=" + next, ADMIN)).containsExactly(mine);
  }

  private List<String> ids(String path, String token) {
    Answer answer = send("GET", path, token);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return texts(answer.json().path("items"), "id");
  }

  @Test
  void aGateMayReadHowManyApprovalsCount() {
    bind(
        model,
        """
        {"edges":[{"from":"staging","to":"production",
          "gates":[{"name":"seen","require":"candidate.approvals >= 1"}]}]}""");
    String request = asked(model, number, ci);
    assertThat(execute(request, releaser).code()).isEqualTo("gate_failed");
    approve(request, ann);
    assertThat(execute(request, releaser).status()).isEqualTo(201);
  }
}
