package dev.roster.core.policy;

import dev.roster.core.approval.Approval;
import dev.roster.core.approval.PolicyBinding;
import dev.roster.core.approval.Request;
import dev.roster.core.approval.RequestStore;
import dev.roster.core.gate.Candidate;
import dev.roster.core.gate.Evidence;
import dev.roster.core.gate.Gate;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Remedy;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The approvals that a policy demands: of the open request for the move, for these bytes (I7). */
final class ApprovalGate implements Gate {
  private final PolicyDocument.RequiredApprovals required;
  private final PolicyBinding policy;
  private final RequestStore requests;
  private final Candidate move;
  private final Instant now;

  ApprovalGate(
      PolicyDocument.RequiredApprovals required,
      PolicyBinding policy,
      RequestStore requests,
      Candidate move,
      Instant now) {
    this.required = required;
    this.policy = policy;
    this.requests = requests;
    this.move = move;
    this.now = now;
  }

  @Override
  public String name() {
    return "approvals";
  }

  @Override
  public Optional<Evidence> judge(Candidate candidate) {
    Optional<Request> request =
        requests
            .open(candidate.version().ref(), candidate.to(), now)
            .filter(Request::isOpen)
            .filter(open -> open.isFor(candidate.version().digest(), policy));
    List<String> approvals =
        request.map(Request::counting).orElse(List.of()).stream().map(Approval::by).toList();
    int missing = required.count() - approvals.size();
    String remedy =
        request.isEmpty()
            ? "Ask for the move by a request."
            : "Ask %d more to approve the request.".formatted(missing);
    return Optional.of(
        Evidence.ofApprovals(
            approvals,
            required.count(),
            "%d of %d".formatted(approvals.size(), required.count()),
            request.map(Request::id),
            missing <= 0 ? null : remedy));
  }

  @Override
  public Refused refusal(Evidence failed) {
    VersionRef version = move.version().ref();
    Optional<UUID> request = failed.request();
    return Refused.because(
            ProblemCode.APPROVAL_REQUIRED,
            "The move of %s to %s needs approvals: %s."
                .formatted(version, move.to().wire(), failed.detail()))
        .with(
            request != null && request.isPresent()
                ? new Remedy.HaveApproved(request.get())
                : new Remedy.AskForApproval(
                    version.model().name().text(), version.number(), move.to().wire()));
  }
}
