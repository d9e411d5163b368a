package dev.roster.http.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.app.RunningServer;
import dev.roster.core.access.Grant;
import dev.roster.core.access.Principal;
import dev.roster.core.access.Role;
import dev.roster.core.idempotency.AnswerStore;
import dev.roster.core.idempotency.AnswerStore.Key;
import dev.roster.core.model.ModelFacts;
import dev.roster.core.model.Models;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two servers are two {@link IdempotentExecutor}s here: they share the database alone. */
class IdempotentExecutorTest extends RunningServer {
  @Autowired AnswerStore answers;
  @Autowired IdempotentTransactionManager transactions;
  @Autowired Models models;

  private static IdempotentCall call(String key) {
    return new IdempotentCall(new Key("tester", key), new byte[] {1}, new byte[] {2}, null);
  }

  private static String fresh() {
    return UUID.randomUUID().toString();
  }

  private static BufferedResponse held() {
    return new BufferedResponse(new MockHttpServletResponse());
  }

  private void register(String name) {
    Principal admin =
        new Principal("tester", "tester", null, List.of(new Grant(Role.ADMIN, null, "")));
    models.register(new ModelName(name), new ModelFacts(null, null, Map.of()), admin);
  }

  private static boolean hasConnection() {
    return TransactionSynchronizationManager.isActualTransactionActive();
  }

  @Test
  void db04AKeyedCallHoldsNoConnectionBeforeItsFirstChange() throws Exception {
    String key = fresh(), name = "first-" + fresh();
    boolean[] held = new boolean[2];

    Optional<AnswerStore.Answer> before =
        new IdempotentExecutor(answers, transactions)
            .run(
                call(key),
                held(),
                () -> {
                  held[0] = hasConnection(); // here rows are counted for minutes
                  register(name);
                  held[1] = hasConnection();
                });

    assertThat(before).isEmpty();
    assertThat(held).containsExactly(false, true);
    assertThat(hasConnection()).isFalse();
    assertThat(answers.find(new Key("tester", key))).isPresent();
    assertThat(get("/api/v1/models/" + name).status()).isEqualTo(200);
  }

  @Test
  void id01TheSecondOfTwoServersGivesTheFirstOnesAnswerThoughBothHadBegun() throws Exception {
    String key = fresh(), one = "one-" + fresh(), other = "other-" + fresh();
    IdempotentExecutor first = new IdempotentExecutor(answers, transactions);
    IdempotentExecutor second = new IdempotentExecutor(answers, transactions);

    Optional<AnswerStore.Answer> answer =
        first.run(
            call(key),
            held(),
            () -> {
              BufferedResponse faster = held();
              // the other server has the same call between this one's beginning and its change
              OnAThread.run(() -> second.run(call(key), faster, () -> register(other)));
              assertThatThrownBy(() -> register(one))
                  .isInstanceOfSatisfying(
                      Refused.class,
                      refused ->
                          assertThat(refused.code()).isEqualTo(ProblemCode.IDEMPOTENCY_KEY_IN_USE));
            });

    assertThat(answer).as("the faster one's").isPresent();
    assertThat(get("/api/v1/models/" + one).status()).isEqualTo(404);
    assertThat(get("/api/v1/models/" + other).status()).isEqualTo(200);
  }

  @Test
  void id02AKeyHeldByAnotherServersTransactionIsInUse() throws Exception {
    String key = fresh(), name = "never-" + fresh();
    BufferedResponse response = held();

    new TransactionTemplate(transactions)
        .executeWithoutResult(
            other -> {
              assertThat(answers.tryLock(new Key("tester", key))).isTrue();
              OnAThread.run(
                  () ->
                      new IdempotentExecutor(answers, transactions)
                          .run(
                              call(key),
                              response,
                              () -> {
                                assertThatThrownBy(() -> register(name))
                                    .hasMessageContaining("still running");
                                response.setStatus(409); // as who hears it answers
                                response.setHeader("Retry-After", "1");
                              }));
            });

    assertThat(get("/api/v1/models/" + name).status()).isEqualTo(404);
    assertThat(answers.find(new Key("tester", key))).isEmpty();
  }

  @Test
  void id01WhatIsRefusedForGoodIsTakenBackAndKept() throws Exception {
    String key = fresh(), name = "undone-" + fresh();
    BufferedResponse response = held();

    new IdempotentExecutor(answers, transactions)
        .run(
            call(key),
            response,
            () -> {
              register(name);
              response.setStatus(409);
            });

    assertThat(get("/api/v1/models/" + name).status()).isEqualTo(404);
    assertThat(answers.find(new Key("tester", key))).get().returns(409, AnswerStore.Answer::status);
    long entries =
        jdbc.sql("select count(*) from audit_recorded where model = :name")
            .param("name", name)
            .query(Long.class)
            .single();
    assertThat(entries).as("its entry is taken back too").isZero();
  }
}
