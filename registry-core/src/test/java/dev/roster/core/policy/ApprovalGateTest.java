package dev.roster.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.approval.Approval;
import dev.roster.core.approval.Approval.Decision;
import dev.roster.core.approval.PolicyBinding;
import dev.roster.core.approval.Request;
import dev.roster.core.approval.RequestStore;
import dev.roster.core.gate.Candidate;
import dev.roster.core.gate.Evidence;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Remedy;
import dev.roster.core.reference.Stage;
import dev.roster.core.version.HousingVersions;
import dev.roster.core.version.Version;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** I7: which approvals count for a move. */
class ApprovalGateTest {
  private static final Instant NOW = Instant.parse("2026-03-03T14:05:00Z");
  private static final Version VERSION = HousingVersions.ready(1, Stage.STAGING);
  private static final String DIGEST = Objects.requireNonNull(VERSION.digest());
  private static final PolicyBinding POLICY = new PolicyBinding("high-risk", 2, true);
  private static final Approval ANN = approval("ann", Decision.APPROVE, true);
  private static final Approval BOB = approval("bob", Decision.APPROVE, true);

  @Test
  void twoApprovalsOfTheOpenRequestCount() {
    Evidence found = judge(request(DIGEST, POLICY, Request.State.APPROVED, List.of(ANN, BOB)));
    assertThat(found.passed()).isTrue();
    assertThat(found.approvals()).containsExactly("ann", "bob");
    assertThat(found.detail()).isEqualTo("2 of 2");
    assertThat(found.remedy()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "digest,   sha256:another, high-risk, 2, true,  APPROVED",
    "revision, same,           high-risk, 1, true,  APPROVED",
    "policy,   same,           standard,  2, true,  APPROVED",
    "binding,  same,           high-risk, 2, false, APPROVED",
    "time,     same,           high-risk, 2, true,  EXPIRED",
  })
  void authz22AnApprovalForAnotherDoesNotCount(
      String other, String digest, String policy, int revision, boolean own, Request.State state) {
    Request request =
        request(
            digest.equals("same") ? DIGEST : digest,
            new PolicyBinding(policy, revision, own),
            state,
            List.of(ANN, BOB));
    Evidence found = judge(request);
    assertThat(found.passed()).as(other).isFalse();
    assertThat(found.detail()).isEqualTo("0 of 2");
    assertThat(found.request()).isEmpty();
  }

  @Test
  void aRejectionAndADecisionOfARevokedTokenDoNotCount() {
    List<Approval> approvals =
        List.of(
            ANN,
            approval("carl", Decision.REJECT, true),
            approval("dora", Decision.APPROVE, false));
    Evidence found = judge(request(DIGEST, POLICY, Request.State.PENDING, approvals));
    assertThat(found.passed()).isFalse();
    assertThat(found.approvals()).containsExactly("ann");
    assertThat(found.remedy()).isEqualTo("Ask 1 more to approve the request.");
  }

  @Test
  void withoutARequestTheRefusalSaysHowToAsk() {
    ApprovalGate gate = gate(null);
    Evidence found = gate.judge(candidate()).orElseThrow();
    assertThat(found.remedy()).isEqualTo("Ask for the move by a request.");
    assertThat(gate.refusal(found).code()).isEqualTo(ProblemCode.APPROVAL_REQUIRED);
    assertThat(gate.refusal(found).remedy()).containsInstanceOf(Remedy.AskForApproval.class);
  }

  @Test
  void withAnOpenRequestTheRefusalNamesIt() {
    Request open = request(DIGEST, POLICY, Request.State.PENDING, List.of(ANN));
    ApprovalGate gate = gate(open);
    Evidence found = gate.judge(candidate()).orElseThrow();
    assertThat(found.remedy()).isEqualTo("Ask 1 more to approve the request.");
    assertThat(gate.refusal(found).remedy()).contains(new Remedy.HaveApproved(open.id()));
  }

  private static Evidence judge(Request open) {
    return gate(open).judge(candidate()).orElseThrow();
  }

  private static Candidate candidate() {
    return new Candidate(VERSION, Stage.STAGING, Stage.PRODUCTION, null);
  }

  private static ApprovalGate gate(@Nullable Request open) {
    RequestStore store =
        (RequestStore)
            Proxy.newProxyInstance(
                ApprovalGateTest.class.getClassLoader(),
                new Class<?>[] {RequestStore.class},
                (proxy, method, arguments) -> Optional.ofNullable(open));
    return new ApprovalGate(
        new PolicyDocument.RequiredApprovals(2, true, "P7D"), POLICY, store, candidate(), NOW);
  }

  private static Approval approval(String by, Decision decision, boolean counts) {
    return new Approval(UUID.randomUUID(), by, decision, null, NOW, counts);
  }

  private static Request request(
      String digest, PolicyBinding policy, Request.State state, List<Approval> approvals) {
    return new Request(
        UUID.randomUUID(),
        Request.Kind.TRANSITION,
        VERSION.ref(),
        Stage.STAGING,
        Stage.PRODUCTION,
        "better",
        Request.Execution.BY_HAND,
        new Request.Requester("ci", "token:ci", "ci", true),
        NOW,
        digest,
        policy,
        state,
        2,
        true,
        List.of(),
        NOW.plusSeconds(60),
        approvals,
        null,
        null,
        null);
  }
}
