package dev.roster.app.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import tools.jackson.databind.JsonNode;

/** What happens at the same moment is as if one came after the other. */
class RequestRaceTest extends TwoApprovals {
  private static final ExecutorService POOL = Executors.newCachedThreadPool();
  private static final String WHEN_APPROVED =
      "{\"to\":\"production\",\"reason\":\"better\",\"execute\":\"when-approved\"}";

  @AfterAll
  static void end() {
    POOL.shutdownNow();
  }

  /** The answers of calls that begin together, in their order. */
  @SafeVarargs
  private static List<Answer> together(Callable<Answer>... calls) throws Exception {
    CyclicBarrier begin = new CyclicBarrier(calls.length);
    List<Future<Answer>> running = new ArrayList<>();
    for (Callable<Answer> call : calls)
      running.add(
          POOL.submit(
              () -> {
                begin.await();
                return call.call();
              }));
    List<Answer> answers = new ArrayList<>();
    for (Future<Answer> one : running) answers.add(one.get());
    assertThat(answers).allMatch(answer -> answer.status() < 500);
    return answers;
  }

  private String due(int version) {
    Answer opened = post(version(model, version) + "/requests", WHEN_APPROVED, ci);
    assertThat(opened.status()).as(opened.text()).isEqualTo(201);
    return opened.json().path("id").asString();
  }

  private long moves(String request) {
    return jdbc.sql("select count(*) from transition where request_id = :id::uuid")
        .param("id", request)
        .query(Long.class)
        .single();
  }

  @RepeatedTest(5)
  void bothApprovalsCountAndTheMoveIsMadeOnce() throws Exception {
    String request = due(number);
    List<Answer> answers = together(() -> approve(request, ann), () -> approve(request, bob));
    assertThat(answers).allMatch(answer -> answer.status() == 201);
    assertThat(state(request)).isEqualTo("executed");
    assertThat(moves(request)).isEqualTo(1);
  }

  @RepeatedTest(5)
  void anApprovalOfOnePrincipalCountsOnce() throws Exception {
    String request = due(number);
    List<Answer> answers =
        together(
            () -> approve(request, ann), () -> approve(request, ann), () -> approve(request, ann));
    assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
    assertThat(read(request).path("approvals").size()).isEqualTo(1);
    assertThat(state(request)).isEqualTo("pending");
  }

  @RepeatedTest(5)
  void theLastApprovalAndTheWithdrawalDoNotBothWin() throws Exception {
    String request = due(number);
    approve(request, ann);
    List<Answer> answers =
        together(
            () -> approve(request, bob), () -> send("DELETE", "/api/v1/requests/" + request, ci));
    boolean executed = answers.get(0).status() == 201;
    assertThat(answers.get(1).status()).isEqualTo(executed ? 409 : 204);
    assertThat(state(request)).isEqualTo(executed ? "executed" : "withdrawn");
    assertThat(stage(model, number)).isEqualTo(executed ? "production" : "staging");
  }

  @RepeatedTest(5)
  void theLastApprovalAndTheWithdrawalOfTheFirstDoNotBothCount() throws Exception {
    String request = due(number);
    String first = approve(request, ann).json().path("id").asString();
    String path = "/api/v1/requests/" + request + "/approvals/" + first;
    List<Answer> answers = together(() -> approve(request, bob), () -> send("DELETE", path, ann));
    boolean executed = answers.get(1).status() == 409;
    assertThat(state(request)).isEqualTo(executed ? "executed" : "pending");
    assertThat(stage(model, number)).isEqualTo(executed ? "production" : "staging");
  }

  @RepeatedTest(5)
  void theLastApprovalAndAChangeOfThePolicyAreInOneOrder() throws Exception {
    String policy = "race-" + model.substring(5);
    send(with("PUT", "/api/v1/policies/" + policy, policy(2, "")));
    bind(model, "{\"policy\":\"" + policy + "\"}");
    String request = due(number);
    approve(request, ann);
    List<Answer> answers =
        together(
            () -> approve(request, bob),
            () -> send(with("PUT", "/api/v1/policies/" + policy, policy(3, ""))));
    assertThat(answers.get(1).status()).isEqualTo(200);
    boolean executed = answers.get(0).status() == 201;
    assertThat(state(request)).isEqualTo(executed ? "executed" : "void");
    assertThat(stage(model, number)).isEqualTo(executed ? "production" : "staging");
    if (executed)
      assertThat(
              get(version(model, number) + "/transitions")
                  .json()
                  .at("/items/0/policyRevision")
                  .asInt())
          .isEqualTo(1);
  }

  /** A request that is opened while a prefix gives its model another policy is void, or of that. */
  @RepeatedTest(5)
  void aRequestIsNeverOpenUnderAPolicyThatAPrefixReplaced() throws Exception {
    bind(model, "{\"policy\":null}");
    String policy = "race-" + model.substring(5);
    send(with("PUT", "/api/v1/policies/" + policy, policy(1, "")));
    String prefixes = "/api/v1/policies/" + policy + "/prefixes";
    List<Answer> answers =
        together(
            () -> ask(model, number, ci),
            () -> send(with("PUT", prefixes, "{\"prefixes\":[\"" + model + "\"]}")));
    JsonNode found = read(answers.get(0).json().path("id").asString());
    boolean before = found.path("policy").isNull();
    assertThat(found.path("state").asString()).isEqualTo(before ? "void" : "pending");
  }

  @RepeatedTest(5)
  void ofManyThatExecuteARequestOneDoes() throws Exception {
    String request = asked(model, number, ci);
    approve(request, ann);
    approve(request, bob);
    String path = version(model, number) + "/transitions";
    List<Answer> answers =
        together(
            () -> execute(request, releaser),
            () -> execute(request, releaser),
            () -> post(path, TO_PRODUCTION, releaser));
    assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
    assertThat(state(request)).isEqualTo("executed");
    assertThat(moves(request)).isEqualTo(1);
  }

  @RepeatedTest(5)
  void twoPromotionsAtOnceLeaveOneVersionInProduction() throws Exception {
    int other = staged(model);
    String first = due(number), second = due(other);
    approve(first, ann);
    approve(second, ann);
    together(() -> approve(first, bob), () -> approve(second, bob));
    assertThat(List.of(state(first), state(second))).containsExactly("executed", "executed");
    assertThat(List.of(stage(model, number), stage(model, other)))
        .containsExactlyInAnyOrder("production", "staging");
  }
}
